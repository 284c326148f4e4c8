package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"dateline/internal/ledger"
	"dateline/internal/pipeline"
	"dateline/internal/web"
)

// serving holds the flags of `dateline serve`.
type serving struct {
	ledger    ledgerFlags
	knowledge knowledgeFlags
	listen    string
}

func newServe() *cobra.Command {
	var f serving
	c := &cobra.Command{
		Use:   "serve",
		Short: "Open the reading room: pages for reading, comparing and deciding",
		Long:  "Serves the pages of a ledger and prints the address at which they answer, until it is interrupted. Nothing leaves this machine.",
		Args:  noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			l, err := f.ledger.open()
			if err != nil {
				return err
			}
			defer l.Close()
			return f.serve(c, l)
		},
	}
	f.ledger.add(c.Flags())
	f.knowledge.add(c.Flags())
	c.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8717", "where to listen; port 0 is any free one")
	return c
}

// The patience of the server with those who ask, against connections that are held open.
const (
	headersWithin = 5 * time.Second
	requestWithin = 30 * time.Second
	idleFor       = 2 * time.Minute
	endsWithin    = 5 * time.Second
	largestHeader = 64 << 10
)

func (f *serving) serve(c *cobra.Command, l *ledger.Ledger) error {
	coder, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{})
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(c.ErrOrStderr(), nil))
	handler, err := web.New(l, web.Options{Coder: coder, Version: "dateline " + version, Reviewer: userName(), Log: log})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.OutOrStdout(), "http://%s\n", listener.Addr())
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headersWithin, ReadTimeout: requestWithin, IdleTimeout: idleFor, MaxHeaderBytes: largestHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	return untilInterrupted(c.Context(), server, listener)
}

// untilInterrupted serves until the program is told to end, and then lets running answers finish.
func untilInterrupted(ctx context.Context, server *http.Server, listener net.Listener) error {
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.Background(), endsWithin)
	defer cancel()
	err := server.Shutdown(ending)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
