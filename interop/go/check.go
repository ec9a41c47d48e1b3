package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/transparency-dev/formats/proof"
	"github.com/transparency-dev/tessera/api"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// check verifies all that ledger-log wrote into a directory.
func check(path string) (string, error) {
	d := directory(path)
	key, witness, err := d.verifiers()
	if err != nil {
		return "", err
	}
	signed, err := d.read("checkpoint")
	if err != nil {
		return "", err
	}
	tree, err := open(signed, key, witness)
	if err != nil {
		return "", fmt.Errorf("checkpoint: %w", err)
	}
	tiles, err := checkTiles(d, tree)
	if err != nil {
		return "", err
	}
	if err := checkBundles(d, tree); err != nil {
		return "", err
	}
	proofs, err := checkProofs(d, tree, key, witness)
	if err != nil {
		return "", err
	}
	steps, err := checkSteps(d, tree, key, witness)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("sumdb reads %d entries, %d tiles and bundles, %d proof files, %d consistency proofs",
		tree.N, tiles, proofs, steps), nil
}

// checkTiles compares every tile with the one that sumdb makes of the same entries, and wants no file more.
func checkTiles(d directory, tree tlog.Tree) (int, error) {
	all, err := grown(tree.N)
	if err != nil {
		return 0, err
	}
	if root, err := tlog.TreeHash(tree.N, all); err != nil || root != tree.Hash {
		return 0, fmt.Errorf("the entries have root %v, the checkpoint %v (%v)", root, tree.Hash, err)
	}
	expected := map[string]bool{}
	for _, tile := range tlog.NewTiles(8, 0, tree.N) {
		content, err := tlog.ReadTileData(tile, all)
		if err != nil {
			return 0, err
		}
		found, err := d.read(tilePath(tile))
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(found, content) {
			return 0, fmt.Errorf("%s differs from sumdb's", tilePath(tile))
		}
		expected[tilePath(tile)] = true
		if tile.L == 0 {
			tile.L = -1
			expected[tilePath(tile)] = true
		}
	}
	return len(expected), filepath.WalkDir(filepath.Join(string(d), "tile"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		relative, err := filepath.Rel(string(d), path)
		if err == nil && !expected[filepath.ToSlash(relative)] {
			return fmt.Errorf("%s is no tile of this tree", relative)
		}
		return err
	})
}

// checkBundles takes the bundles apart with Tessera's decoder.
func checkBundles(d directory, tree tlog.Tree) error {
	var index int64
	for _, tile := range tlog.NewTiles(8, 0, tree.N) {
		if tile.L != 0 {
			continue
		}
		tile.L = -1
		content, err := d.read(tilePath(tile))
		if err != nil {
			return err
		}
		var bundle api.EntryBundle
		if err := bundle.UnmarshalText(content); err != nil {
			return fmt.Errorf("%s: %w", tilePath(tile), err)
		}
		for _, found := range bundle.Entries {
			if !bytes.Equal(found, entry(index)) {
				return fmt.Errorf("entry %d differs", index)
			}
			index++
		}
	}
	if index != tree.N {
		return fmt.Errorf("the bundles have %d entries, the tree %d", index, tree.N)
	}
	return nil
}

// checkProofs reads each proof file with the formats library, and lets sumdb prove the same from the tiles.
func checkProofs(d directory, tree tlog.Tree, key, witness note.Verifier) (int, error) {
	names, err := d.children("proof")
	if err != nil {
		return 0, err
	}
	reader := tlog.TileHashReader(tree, d)
	for _, name := range names {
		content, err := d.read("proof/" + name)
		if err != nil {
			return 0, err
		}
		var file proof.TLogProof
		if err := file.Unmarshal(content); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		if !bytes.Equal(file.Marshal(), content) {
			return 0, fmt.Errorf("%s is not written as it was read", name)
		}
		if head, err := open(file.Checkpoint, key, witness); err != nil || head != tree {
			return 0, fmt.Errorf("%s has another checkpoint (%v)", name, err)
		}
		index := int64(file.Index)
		if !bytes.Equal(file.ExtraData, enclosed(index)) {
			return 0, fmt.Errorf("%s encloses another entry", name)
		}
		ours, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		theirs := make(tlog.RecordProof, len(file.Hashes))
		for i, hash := range file.Hashes {
			theirs[i] = hash
		}
		if !slices.Equal(ours, theirs) {
			return 0, fmt.Errorf("%s differs from sumdb's proof", name)
		}
		if err := tlog.CheckRecord(theirs, tree.N, tree.Hash, index, tlog.RecordHash(entry(index))); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
	}
	return len(names), nil
}

// checkSteps takes each request to a witness apart and verifies its proof against the older checkpoint.
func checkSteps(d directory, tree tlog.Tree, key, witness note.Verifier) (int, error) {
	names, err := d.children("old")
	if err != nil {
		return 0, err
	}
	reader := tlog.TileHashReader(tree, d)
	for _, name := range names {
		signed, err := d.read("old/" + name + "/checkpoint")
		if err != nil {
			return 0, err
		}
		older, err := open(signed, key, witness)
		if err != nil {
			return 0, fmt.Errorf("old/%s: %w", name, err)
		}
		request, err := d.read("old/" + name + "/add-checkpoint")
		if err != nil {
			return 0, err
		}
		given, sent, err := readRequest(string(request), older.N)
		if err != nil {
			return 0, fmt.Errorf("old/%s: %w", name, err)
		}
		opened, err := note.Open([]byte(sent), note.VerifierList(key))
		if err != nil {
			return 0, fmt.Errorf("old/%s: %w", name, err)
		}
		if head, err := parse(opened.Text, key.Name()); err != nil || head != tree {
			return 0, fmt.Errorf("old/%s asks for another checkpoint (%v)", name, err)
		}
		ours, err := tlog.ProveTree(tree.N, older.N, reader)
		if err != nil {
			return 0, fmt.Errorf("old/%s: %w", name, err)
		}
		if !slices.Equal(ours, given) {
			return 0, fmt.Errorf("old/%s differs from sumdb's proof", name)
		}
		if err := tlog.CheckTree(given, tree.N, tree.Hash, older.N, older.Hash); err != nil {
			return 0, fmt.Errorf("old/%s: %w", name, err)
		}
	}
	return len(names), nil
}

func readRequest(request string, oldSize int64) (tlog.TreeProof, string, error) {
	lines, sent, found := strings.Cut(request, "\n\n")
	if !found {
		return nil, "", fmt.Errorf("the request has no blank line")
	}
	first, rest, _ := strings.Cut(lines, "\n")
	if first != "old "+strconv.FormatInt(oldSize, 10) {
		return nil, "", fmt.Errorf("the request begins with %q", first)
	}
	given := tlog.TreeProof{}
	for _, line := range strings.Fields(rest) {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, "", err
		}
		given = append(given, hash)
	}
	return given, sent, nil
}
