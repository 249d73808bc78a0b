package clienttest

import (
	"errors"
	"fmt"
)

// ErrUnset is the error of a fake's method whose function is nil.
var ErrUnset = errors.New("is not set")

// Unset names the function, for example "ecptest.FakeCoupons.ClipFunc". The fakes
// made of functions, which each vendor has in its test package, return it.
func Unset(function string) error { return fmt.Errorf("%s %w", function, ErrUnset) }
