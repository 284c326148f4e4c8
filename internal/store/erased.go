package store

// Erased begins the reason of a report that was erased for good: it is quarantined, and is not taken in again.
const Erased = "erased"
