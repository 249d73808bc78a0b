package ecp

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// NotStated stands for a number that the answer doesn't hold under the names of
// [Wire].
const NotStated = -1

// listAnswer is a successful answer that holds a list somewhere.
type listAnswer struct{ envelope }

var errNoList = errors.New("the answer holds no list")

// Verify refuses what can't be a listing, whatever the names are.
func (a *listAnswer) Verify() error {
	if err := a.verifyCode(); err != nil {
		return err
	}
	if isArray(a.data) {
		return nil
	}
	for _, container := range a.containers() {
		for _, value := range container {
			if isArray(value) {
				return nil
			}
		}
	}
	return errNoList
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
	if out, err = w.numbers(e); err != nil {
		return out, err
	}
	if items, ok := elementsOf(e.data); ok {
		out.items = items
		return out, nil
	}
	for _, container := range e.containers() {
		value, _ := container.get(names...)
		if items, ok := elementsOf(value); ok {
			out.items = items
			return out, nil
		}
	}
	return out, fmt.Errorf("no list under %s; the answer has %s", strings.Join(names, ", "), e.containers()[0].names())
}

var errBadNumber = errors.New("a paging number is no integer from 0")

func (w Wire) numbers(e *envelope) (listing, error) {
	out := listing{page: NotStated, size: NotStated, total: NotStated}
	for _, number := range []struct {
		value *int
		names []string
	}{{&out.page, w.PageKeys}, {&out.size, w.PageSizeKeys}, {&out.total, w.TotalKeys}} {
		for _, container := range e.containers() {
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

// decodeFailure is the error of a well-formed answer whose payload was not found
// under the names of Wire. Those belong to one client, so the search for them
// comes after package client's own decoding, which knows more of the answer
// than is known here.
func decodeFailure(core *client.Client, op *client.Operation, body []byte, err error) *client.DecodeError {
	const maxBody = 512 // as in every DecodeError
	return &client.DecodeError{
		ResponseError: client.ResponseError{
			Vendor: Vendor, Operation: op.Name, Method: op.Method, URL: core.BaseURL() + op.Path,
			StatusCode: http.StatusOK, Body: body[:min(len(body), maxBody)],
		},
		Err: err,
	}
}
