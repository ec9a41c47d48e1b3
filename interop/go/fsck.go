package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"k8s.io/klog/v2"
)

// runFsck lets Tessera's fsck read the directory over HTTP. Its command ends with status 0 whatever it
// finds, so the package is called, whose error is the answer.
func runFsck(path string) (string, error) {
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	key, _, err := directory(path).verifiers()
	if err != nil {
		return "", err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: http.FileServerFS(os.DirFS(path)), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintln(os.Stderr, "interop: the file server ended:", err)
		}
	}()
	defer server.Close()

	address := &url.URL{Scheme: "http", Host: listener.Addr().String(), Path: "/"}
	if err := fsckAt(address, key, nil); err != nil {
		return "", fmt.Errorf("Tessera's fsck: %w", err)
	}
	return "Tessera's fsck accepts " + path, nil
}

func fsckAt(address *url.URL, key note.Verifier, by *http.Client) error {
	fetcher, err := client.NewHTTPFetcher(address, by)
	if err != nil {
		return err
	}
	limit, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	return fsck.New(key.Name(), key, fetcher, leaves, fsck.Opts{N: 2}).Check(limit)
}

// leaves hashes the entries of a bundle, as fsck's command does.
func leaves(bundle []byte) ([][]byte, error) {
	var read api.EntryBundle
	if err := read.UnmarshalText(bundle); err != nil {
		return nil, err
	}
	var all [][]byte
	for _, entry := range read.Entries {
		all = append(all, rfc6962.DefaultHasher.HashLeaf(entry))
	}
	return all, nil
}
