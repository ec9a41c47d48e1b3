"""The second verifier of a book, one file for each thing that the documents speak of."""
