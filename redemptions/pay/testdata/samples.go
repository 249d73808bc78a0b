// Package samples holds the documented bodies as files, for the tests and the
// conformance suite. It is importable although it is test data, so that both read
// the same files.
package samples

import "embed"

// Files are the samples.
//
//go:embed *.json
var Files embed.FS

// Read returns one of them. A name that doesn't exist is a programming error.
func Read(name string) []byte {
	data, err := Files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return data
}
