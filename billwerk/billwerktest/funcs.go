package billwerktest

import (
	"fmt"
	"iter"
)

// unset is what a method returns whose function is nil.
func unset(name string) error { return fmt.Errorf("billwerktest: %s is not set", name) }

func failing[T any](err error) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) { yield(nil, err) }
}
