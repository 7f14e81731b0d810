// The room Themes.
