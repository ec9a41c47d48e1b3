package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/transparency-dev/tessera/api"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"k8s.io/klog/v2"
)

// mostFileBytes is more than the longest bundle.
const mostFileBytes = 256*(2+65_535) + 1

// export is a book's export, or the tiles that its server shows, over HTTP.
type export struct {
	address *url.URL
	client  *http.Client
}

// bearer adds the key of whoever asks to every request: entries are for auditors.
type bearer string

func (key bearer) RoundTrip(request *http.Request) (*http.Response, error) {
	if key != "" {
		request = request.Clone(request.Context())
		request.Header.Set("Authorization", "Bearer "+string(key))
	}
	return http.DefaultTransport.RoundTrip(request)
}

// checkExport asks sumdb and Tessera's fsck about an export: a directory, or the address of a server.
func checkExport(source, policyPath, keyPath string) (string, error) {
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	key, err := logOfPolicy(policyPath)
	if err != nil {
		return "", err
	}
	asked, closeServer, err := openExport(source, keyPath)
	if err != nil {
		return "", err
	}
	defer closeServer()
	size, err := asked.proveRecords(key)
	if err != nil {
		return "", fmt.Errorf("sumdb: %w", err)
	}
	if err := fsckAt(asked.address, key, asked.client); err != nil {
		return "", fmt.Errorf("Tessera's fsck: %w", err)
	}
	return fmt.Sprintf("sumdb and Tessera's fsck accept the %d entries of %s", size, source), nil
}

// logOfPolicy is the key in the first line "log <vkey>".
func logOfPolicy(path string) (note.Verifier, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for _, line := range strings.Split(string(text), "\n") {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "log" {
			return note.NewVerifier(words[1])
		}
	}
	return nil, fmt.Errorf("%s names no log", path)
}

func openExport(source, keyPath string) (*export, func(), error) {
	var key bearer
	if keyPath != "" {
		text, err := os.ReadFile(keyPath)
		if err != nil {
			return nil, nil, err
		}
		key = bearer(strings.TrimSpace(string(text)))
	}
	client := &http.Client{Transport: key, Timeout: 30 * time.Second}
	if strings.HasPrefix(source, "http://") {
		address, err := url.Parse(strings.TrimSuffix(source, "/") + "/")
		return &export{address, client}, func() {}, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	server := &http.Server{Handler: http.FileServerFS(os.DirFS(source)), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintln(os.Stderr, "interop: the file server ended:", err)
		}
	}()
	address := &url.URL{Scheme: "http", Host: listener.Addr().String(), Path: "/"}
	return &export{address, client}, func() { server.Close() }, nil
}

func (asked *export) read(path string) ([]byte, error) {
	answer, err := asked.client.Get(asked.address.String() + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(io.LimitReader(answer.Body, mostFileBytes))
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", path, answer.Status, bytes.TrimSpace(content))
	}
	return content, err
}

// Height, ReadTiles and SaveTiles let sumdb read the export as a tiled log.
func (asked *export) Height() int { return 8 }

func (asked *export) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		content, err := asked.read(tilePath(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, content)
	}
	return all, nil
}

func (asked *export) SaveTiles([]tlog.Tile, [][]byte) {}

// proveRecords opens the checkpoint and proves entries at the edges of tiles and between, each from its own bytes.
func (asked *export) proveRecords(key note.Verifier) (int64, error) {
	signed, err := asked.read("checkpoint")
	if err != nil {
		return 0, err
	}
	opened, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return 0, err
	}
	tree, err := parse(opened.Text, key.Name())
	if err != nil {
		return 0, err
	}
	reader := tlog.TileHashReader(tree, asked)
	for _, index := range []int64{0, 1, 255, 256, 257, tree.N / 3, tree.N / 2, tree.N - 1} {
		if index >= tree.N {
			continue
		}
		entry, err := asked.entry(tree, index)
		if err != nil {
			return 0, err
		}
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
			return 0, fmt.Errorf("entry %d: %w", index, err)
		}
	}
	return tree.N, nil
}

// entry is an entry's bytes, from its bundle.
func (asked *export) entry(tree tlog.Tree, index int64) ([]byte, error) {
	width := min(tree.N-index/256*256, 256)
	path := tilePath(tlog.Tile{H: 8, L: -1, N: index / 256, W: int(width)})
	content, err := asked.read(path)
	if err != nil {
		return nil, err
	}
	var bundle api.EntryBundle
	if err := bundle.UnmarshalText(content); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if int64(len(bundle.Entries)) != width {
		return nil, fmt.Errorf("%s has %d entries, not %d", path, len(bundle.Entries), width)
	}
	return bundle.Entries[index%256], nil
}
