"""Tests of the second verifier: what the documents print, and what the auditor says of the same damage."""
