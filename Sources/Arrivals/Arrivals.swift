// The room Arrivals.
