package ecp

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// NotStated stands for a number that the answer doesn't hold under the names of
// [Wire].
const NotStated = -1

// listAnswer is a successful answer that holds a list under names that belong to
// the client: read finds it.
type listAnswer[T any] struct {
	envelope
	read   func(*envelope) (T, error)
	result T
}

// Verify refuses what can't be a listing, and reads the rest.
func (a *listAnswer[T]) Verify() (err error) {
	if err := a.verifyCode(); err != nil {
		return err
	}
	a.result, err = a.read(&a.envelope)
	return err
}

func isArray(raw json.RawMessage) bool { return len(raw) != 0 && raw[0] == '[' }

// listing is a list and the three numbers that may stand with it.
type listing struct {
	items             []json.RawMessage
	page, size, total int // NotStated if absent
}

// listing finds the list: Data itself, or the first of the names in Data, or
// beside it. No list is an error, never an empty one: callers delete what isn't
// listed.
func (w Wire) listing(e *envelope, names []string) (out listing, err error) {
	containers := e.containers()
	if out, err = w.numbers(containers); err != nil {
		return out, err
	}
	if items, ok := elementsOf(e.data); ok {
		out.items = items
		return out, nil
	}
	for _, container := range containers {
		value, _ := container.get(names...)
		if items, ok := elementsOf(value); ok {
			out.items = items
			return out, nil
		}
	}
	return out, fmt.Errorf("no list under %s; the answer has %s", strings.Join(names, ", "), containers[0].names())
}

var errBadNumber = errors.New("a paging number is no integer from 0")

func (w Wire) numbers(containers []object) (listing, error) {
	out := listing{page: NotStated, size: NotStated, total: NotStated}
	for _, number := range []struct {
		value *int
		names []string
	}{{&out.page, w.PageKeys}, {&out.size, w.PageSizeKeys}, {&out.total, w.TotalKeys}} {
		for _, container := range containers {
			raw, ok := container.get(number.names...)
			if !ok {
				continue
			}
			n, ok := intOf(raw)
			if !ok || n < 0 {
				return out, errBadNumber
			}
			*number.value = n
			break
		}
	}
	return out, nil
}
