// Package testdata holds sample answers of the vendor as files, one package for
// the tests of ecp and for the conformance samples of ecptest. Of the values,
// the codes and the names Code, Message, Data, CouponId and EndDate are
// documented; the rest shows the inferred shape.
package testdata

import "embed"

// Files are the samples, by file name.
//
//go:embed *.json *.html *.txt
var Files embed.FS
