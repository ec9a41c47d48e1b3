package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/transparency-dev/formats/log"
	f_note "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// directory is a log as files.
type directory string

func (d directory) read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(d), path))
}

func (d directory) write(path string, content []byte) error {
	full := filepath.Join(string(d), path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	return os.WriteFile(full, content, 0o644)
}

func (d directory) children(path string) ([]string, error) {
	found, err := os.ReadDir(filepath.Join(string(d), path))
	var names []string
	for _, child := range found {
		names = append(names, child.Name())
	}
	return names, err
}

// verifiers are the log's key and the witness's.
func (d directory) verifiers() (log, witness note.Verifier, err error) {
	text, err := d.read("log.vkey")
	if err != nil {
		return nil, nil, err
	}
	if log, err = note.NewVerifier(string(text)); err != nil {
		return nil, nil, fmt.Errorf("log.vkey: %w", err)
	}
	if text, err = d.read("witness.vkey"); err != nil {
		return nil, nil, err
	}
	if witness, err = f_note.NewVerifierForCosignatureV1(string(text)); err != nil {
		return nil, nil, fmt.Errorf("witness.vkey: %w", err)
	}
	return log, witness, nil
}

// open verifies a checkpoint: signed by the log and cosigned by the witness.
func open(signed []byte, key, witness note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(signed, note.VerifierList(key, witness))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(opened.Sigs) != 2 || len(opened.UnverifiedSigs) != 0 {
		return tlog.Tree{}, fmt.Errorf("%d signatures verified, %d not", len(opened.Sigs), len(opened.UnverifiedSigs))
	}
	return parse(opened.Text, key.Name())
}

func parse(text, origin string) (tlog.Tree, error) {
	var checkpoint log.Checkpoint
	rest, err := checkpoint.Unmarshal([]byte(text))
	if err != nil || len(rest) != 0 || checkpoint.Origin != origin {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s: %q (%v)", origin, text, err)
	}
	if !bytes.Equal(checkpoint.Marshal(), []byte(text)) {
		return tlog.Tree{}, fmt.Errorf("the checkpoint is not canonical: %q", text)
	}
	return tlog.Tree{N: int64(checkpoint.Size), Hash: tlog.Hash(checkpoint.Hash)}, nil
}

// tilePath is sumdb's path of a tile without its height, which is 8 and not part of ours.
func tilePath(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), "tile/8/")
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

// Height, ReadTiles and SaveTiles let sumdb read the directory as a tiled log.
func (d directory) Height() int { return 8 }

func (d directory) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		content, err := d.read(tilePath(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, content)
	}
	return all, nil
}

func (d directory) SaveTiles([]tlog.Tile, [][]byte) {}
