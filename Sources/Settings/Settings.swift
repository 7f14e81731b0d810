// The room Settings.
