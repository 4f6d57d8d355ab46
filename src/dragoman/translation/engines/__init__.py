"""Translation engines, one file or folder each, behind the protocol of `dragoman.records.Engine`."""
