"""Translation engines, one file or folder each, all behind `dragoman.records.Engine`."""
