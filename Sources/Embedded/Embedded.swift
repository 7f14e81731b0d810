// The room Embedded.
