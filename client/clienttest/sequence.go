package clienttest

import "iter"

// Sequence is what an All of a vendor package yields: the items, and then err,
// unless that is nil. It is for fakes made of functions:
//
//	AllFunc: func(context.Context, ...client.CallOption) iter.Seq2[*Item, error] {
//		return clienttest.Sequence(errors.New("page 2 is lost"), first, second)
//	},
func Sequence[T any](err error, items ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
		if err != nil {
			var none T
			yield(none, err)
		}
	}
}
