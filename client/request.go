package client

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/vendorkit/vendorkit-go/auth"
)

// Request is one call of an Operation.
type Request struct {
	Op *Operation
	// Args fill the {placeholders} of Op.Path, in order. Each is escaped as one
	// path segment; an empty one, "." and ".." are refused.
	Args []string
	// Query is appended to the URL. Its values never occur in errors or logs.
	Query url.Values
	// Body is encoded as JSON once, before the first attempt. json.RawMessage
	// and []byte are sent as they are. nil sends no body. A body with a
	// Validate() error method is asked first.
	Body any
	// Repeat overrides Op.Repeat when this request is safer, or less safe, than
	// the operation is in general. Zero keeps Op.Repeat.
	Repeat Repeat
	// Key is the idempotency key that the caller put into the parameters.
	Key string
	// WithKey returns the body that carries the idempotency key, for vendors
	// that take it in the body. It replaces Body. It must copy, not change, the
	// caller's parameters.
	WithKey func(key string) any
	// FillError completes the vendor's typed error with what only the request
	// knows, before anybody sees it. It may be nil.
	FillError func(err error)
	// Secrets are those of this request alone, for instance a password in its body.
	// They are taken out of an error that repeats them, as those of the profile are.
	Secrets []auth.Secret

	// rawPath says that Args[0] is an escaped path of its own, see Client.Do.
	rawPath bool
}

// validator is what a body may implement to refuse nonsense before it is sent.
type validator interface{ Validate() error }

func encodeBody(body any) ([]byte, error) {
	switch b := body.(type) {
	case nil:
		return nil, nil
	case []byte:
		return b, nil
	case json.RawMessage:
		return b, nil
	}
	if v, ok := body.(validator); ok {
		if err := v.Validate(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrInvalid, err)
		}
	}
	encoded, err := Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("%w: the body can't be encoded: %w", ErrInvalid, err)
	}
	return encoded, nil
}

// target returns the path below the base URL, plain and escaped.
func (r *Request) target() (path, raw string, err error) {
	if !r.rawPath {
		return expandPath(r.Op.Path, r.Args)
	}
	raw = "/" + r.Args[0]
	path, err = url.PathUnescape(raw)
	if err != nil || strings.ContainsAny(raw, "?#") {
		return "", "", fmt.Errorf("%w: the path is not a valid escaped path", ErrInvalid)
	}
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "." || segment == ".." {
			return "", "", fmt.Errorf("%w: the path must not contain dot segments", ErrInvalid)
		}
	}
	return path, raw, nil
}

// expandPath fills the template. raw is the escaped form, path the plain one;
// they are the same string unless something had to be escaped.
func expandPath(template string, args []string) (path, raw string, err error) {
	if path, err = fill(template, args, plain); err != nil {
		return "", "", err
	}
	for _, arg := range args {
		if url.PathEscape(arg) != arg {
			raw, err = fill(template, args, url.PathEscape)
			return path, raw, err
		}
	}
	return path, path, nil
}

func plain(s string) string { return s }

func fill(template string, args []string, escape func(string) string) (string, error) {
	rest, values := template, args
	var b strings.Builder
	for {
		head, tail, found := strings.Cut(rest, "{")
		if !found {
			break
		}
		name, after, closed := strings.Cut(tail, "}")
		if !closed || len(values) == 0 {
			return "", fmt.Errorf("%w: no value for {%s} in %s", ErrInvalid, name, template)
		}
		if values[0] == "" || values[0] == "." || values[0] == ".." {
			return "", fmt.Errorf("%w: %q is no value for {%s} in %s", ErrInvalid, values[0], name, template)
		}
		if b.Len() == 0 {
			b.Grow(len(template) + len(values[0]))
		}
		b.WriteString(head)
		b.WriteString(escape(values[0]))
		rest, values = after, values[1:]
	}
	if len(values) != 0 {
		return "", fmt.Errorf("%w: %d arguments too many for %s", ErrInvalid, len(values), template)
	}
	if b.Len() == 0 {
		return rest, nil // a template without placeholders
	}
	b.WriteString(rest)
	return b.String(), nil
}
