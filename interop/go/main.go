// Interop asks the log's implementations in Go whether they agree with ledger-log: golang.org/x/mod/sumdb
// (notes, tiles, proofs), transparency-dev's formats (cosignatures, proof files) and Tessera's fsck.
//
//	interop check <directory>           verify a log that ledger-log wrote
//	interop fsck <directory>            the same by Tessera's fsck, over HTTP on the loopback interface
//	interop write <directory> <size>    write a log for ledger-log to verify
//	interop export <directory|http://…> <policy> [key file]
//	                                    both about a book: its export, or what its server shows of it
//
// The directory of the others is that of ledger-log's example write_log. The exit status is 1 at any disagreement.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	report, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "interop:", err)
		os.Exit(1)
	}
	fmt.Println(report)
}

func run(arguments []string) (string, error) {
	switch {
	case len(arguments) == 2 && arguments[0] == "check":
		return check(arguments[1])
	case len(arguments) == 2 && arguments[0] == "fsck":
		return runFsck(arguments[1])
	case len(arguments) == 3 && arguments[0] == "write":
		size, err := strconv.ParseInt(arguments[2], 10, 64)
		if err != nil || size < 1 {
			return "", fmt.Errorf("the size is a number from 1 on, not %q", arguments[2])
		}
		return write(arguments[1], size)
	case (len(arguments) == 3 || len(arguments) == 4) && arguments[0] == "export":
		return checkExport(arguments[1], arguments[2], append(arguments, "")[3])
	default:
		return "", fmt.Errorf("usage: interop check|fsck <directory>, interop write <directory> <size>, or interop export <directory|address> <policy> [key file]")
	}
}
