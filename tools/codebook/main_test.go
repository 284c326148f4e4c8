package main

import (
	"bytes"
	"os"
	"testing"
)

func TestPageIsUpToDate(t *testing.T) {
	var page bytes.Buffer
	if err := run(&page); err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile("../../doc/codebook.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, page.Bytes()) {
		t.Error("doc/codebook.md is not what the codebook says; run go generate ./codebook")
	}
}
