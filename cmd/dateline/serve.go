package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"dateline/codebook"
	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/web"
)

// serving holds the flags of `dateline serve`.
type serving struct {
	ledger    ledgerFlags
	knowledge knowledgeFlags
	listen    string
	hosts     []string
	login     bool
}

func newServe() *cobra.Command {
	var f serving
	c := &cobra.Command{
		Use:   "serve",
		Short: "Open the reading room: pages for reading, comparing and deciding",
		Long: "Serves the pages of a ledger and prints the address at which they answer, until it is interrupted. Nothing leaves this machine.\n" +
			"On an address that other machines reach, people have accounts; the first one is made with the address that is printed once.",
		Args: noArguments,
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
	c.Flags().StringSliceVar(&f.hosts, "host", nil, "a name under which others reach this server, as in the addresses they open; may be given several times")
	c.Flags().BoolVar(&f.login, "login", false, "have people log in on this machine's own address too, as behind a proxy")
	return c
}

// patience is how long a server waits for those who ask, against connections that are held open.
type patience struct{ headers, request, idle time.Duration }

var shippedPatience = patience{headers: 5 * time.Second, request: 30 * time.Second, idle: 2 * time.Minute}

const (
	endsWithin    = 5 * time.Second
	largestHeader = 64 << 10
)

func (f *serving) serve(c *cobra.Command, l *ledger.Ledger) error {
	coder, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	log := slog.New(slog.NewTextHandler(c.ErrOrStderr(), nil))
	linker, err := link.New(codebook.FS)
	if err != nil {
		return err
	}
	options := web.Options{Coder: coder, Publishing: &web.Publishing{Linker: linker, Codebook: codebook.FS}, Version: "dateline " + version, Reviewer: userName(), Hosts: f.hosts, Log: log}
	if options.Accounts, err = f.accounts(c, l, listener.Addr()); err != nil {
		return err
	}
	handler, err := web.New(l, options)
	if err != nil {
		return err
	}
	if put, is := handler.(io.Closer); is {
		defer put.Close()
	}
	fmt.Fprintf(c.OutOrStdout(), "http://%s\n", f.address(listener.Addr()))
	return untilInterrupted(c.Context(), patientServer(handler, shippedPatience, log), listener)
}

// patientServer is a server that leaves those who hold it up.
func patientServer(handler http.Handler, p patience, log *slog.Logger) *http.Server {
	return &http.Server{Handler: handler, ReadHeaderTimeout: p.headers, ReadTimeout: p.request, IdleTimeout: p.idle, MaxHeaderBytes: largestHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
}

// accounts are those who may ask on an address that other machines reach; nil where only this machine does. While nobody has an account,
// the address at which the first one is made is printed.
func (f *serving) accounts(c *cobra.Command, l *ledger.Ledger, at net.Addr) (*web.Accounts, error) {
	if tcp, is := at.(*net.TCPAddr); is && tcp.IP.IsLoopback() && !f.login {
		return nil, nil
	}
	accounts, err := web.OpenAccounts(filepath.Join(l.Folder(), "accounts.json"), time.Now)
	if err != nil || !accounts.Empty() {
		return accounts, err
	}
	invitation, err := accounts.Invite(web.Admin)
	fmt.Fprintf(c.ErrOrStderr(), "Nobody has an account yet. Make the first, an admin's, at this address; it holds once, for two days:\nhttp://%s/join?invitation=%s\n", f.address(at), invitation)
	return accounts, err
}

// address is where a browser finds the server: where it listens everywhere, under the first name it was given, else on this machine.
func (f *serving) address(at net.Addr) string {
	tcp, is := at.(*net.TCPAddr)
	if !is || !tcp.IP.IsUnspecified() {
		return at.String()
	}
	host := "localhost"
	if len(f.hosts) > 0 {
		host = f.hosts[0]
	}
	return net.JoinHostPort(host, strconv.Itoa(tcp.Port))
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
