package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What each section must say, whatever the machine's speed.
var keyLines = []string{
	`1\. One login for everybody`,
	`64 callers, no token yet +1 login, 0 failed calls`,
	`the vendor revokes the token +1 login, 0 failed calls`,
	`2\. Clipping coupons`,
	`NotFound, AtLimit +\[99120\], \[48377\]`,
	`Undetermined +\[48213\], errors\.Is\(err, client\.ErrOutcomeUnknown\) is true`,
	`ClipEach +48377 at limit`,
	`3\. A validation error`,
	`CountryCode +100 +Country code is required`,
	`Amount +106 +Amount is not valid`,
	`4\. A burst against the vendor's limits`,
	`120 reads, as shipped +0 failed, +[0-6] refused with 429`,
	`5\. A storm of 503`,
	`all answers are +400 of 400 calls failed, 1\.[0-4]\d requests per call`,
	`the vendor is back +0 of 400 calls failed`,
	`6\. A charge whose connection dies`,
	`charge o-77310 +settled, 3 attempts`,
	`the vendor's ledger +settle o-77310 28800 DKK, key \w+`,
	`FindByReference settles it +Payment is in progress, 1 payment at the vendor`,
	`7\. Errors by code`,
	`HTTP 400, NUMBER_NOT_FOUND`,
	`HTTP 403, ADDRESS_CANNOT_BE_DELETED`,
	`\d+ promises kept, 0 broken`,
}

func TestQuickstartKeepsItsPromises(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	kept := run(&out)
	t.Log(out.String())
	assert.True(t, kept, "it ends with a status other than 0")
	assert.NotContains(t, out.String(), "BROKEN")
	rest := out.String()
	for _, line := range keyLines {
		found := regexp.MustCompile(line).FindStringIndex(rest)
		if assert.NotNil(t, found, "missing, or not in this order: %s", line) {
			rest = rest[found[1]:]
		}
	}
	assert.Equal(t, 1, strings.Count(out.String(), "the vendor's ledger"), "the money moved once")
}
