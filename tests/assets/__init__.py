"""Tests of the words and data that every room shares."""
