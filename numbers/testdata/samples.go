// Package testdata holds sample requests and answers as files, one package for
// the tests of numbers and for the conformance samples of numberstest. All
// values are invented. Documented are the envelope and the codes of the errors,
// and the fields and wrappers of messages, batches, properties and logins; the
// shapes of numbers, calls and blocks, and the wrappers of addresses and flows,
// are inferred.
package testdata

import "embed"

// Files are the samples, by file name.
//
//go:embed *.json *.html *.txt
var Files embed.FS
