//go:build !unix

package main

// freeSpace is not known on other systems.
func freeSpace(string) (int64, bool) { return 0, false }
