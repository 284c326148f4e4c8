package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestSlowReadersAndWritersAreLeft holds connections open as a slowloris does, in the headers, in the body and between requests: each is
// ended, and the server answers others meanwhile.
func TestSlowReadersAndWritersAreLeft(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			http.Error(w, "too slow", http.StatusRequestTimeout)
		}
	})
	short := patience{headers: 300 * time.Millisecond, request: 600 * time.Millisecond, idle: 300 * time.Millisecond}
	server := patientServer(handler, short, slog.New(slog.DiscardHandler))
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	for name, said := range map[string]string{
		"header": "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ", "nothing": "", "body": "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx",
		"chunks": "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n", "idle": "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			held(t, listener.Addr().String(), said)
		})
	}
	if answer, err := http.Get("http://" + listener.Addr().String()); err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("others are not answered: %v", err)
	}
	if p := shippedPatience; p.headers == 0 || p.request == 0 || p.idle == 0 || p.headers > 10*time.Second {
		t.Errorf("the shipped server waits too long: %+v", p)
	}
}

// held says the beginning of a request, goes on one byte at a time, and wants to be left.
func held(t *testing.T, address, said string) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, said)
	ended := make(chan error, 1)
	go func() { _, err := io.Copy(io.Discard, conn); ended <- err }()
	drip := time.NewTicker(100 * time.Millisecond)
	defer drip.Stop()
	for late := time.After(5 * time.Second); ; {
		select {
		case <-ended:
			return
		case <-drip.C:
			if strings.HasSuffix(said, ": ") {
				fmt.Fprint(conn, "a")
			}
		case <-late:
			t.Fatal("held open for five seconds")
		}
	}
}
