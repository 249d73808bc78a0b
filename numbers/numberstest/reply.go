package numberstest

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/numbers"
)

// reply is what a handler answers.
type reply struct {
	status int
	body   any // nil for none
}

// handler answers one authenticated request. The fake is locked meanwhile.
type handler func(r *http.Request, body []byte) *reply

// maxRequestBytes bounds what the fake reads of a request.
const maxRequestBytes = 16 << 20

func (f *Fake) serve(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequestBytes))
		if err != nil {
			refuse(http.StatusBadRequest, numbers.CodeParameterTooLong, "The body is too long, or broke off.").write(w)
			return
		}
		f.mu.Lock()
		answer := h(r, body)
		data := answer.encode()
		f.mu.Unlock()
		send(w, answer.status, data)
	})
}

func (a *reply) encode() []byte {
	if a.body == nil {
		return nil
	}
	data, err := client.Marshal(a.body)
	if err != nil {
		panic(err) // the fake's own types
	}
	return data
}

func (a *reply) write(w http.ResponseWriter) { send(w, a.status, a.encode()) }

func send(w http.ResponseWriter, status int, data []byte) {
	if data != nil {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
	}
	w.WriteHeader(status)
	_, _ = w.Write(data) // the client may have left
}

func ok(body any) *reply { return &reply{http.StatusOK, body} }

// The envelope of an error.
type (
	errorBody struct{ ResponseStatus responseStatus }

	responseStatus struct {
		ErrorCode numbers.Code `json:",omitzero"`
		Message   string       `json:",omitzero"`
		Errors    []fieldError `json:",omitzero"`
	}

	fieldError struct{ FieldName string }
)

func refuse(status int, code numbers.Code, message string, fields ...string) *reply {
	body := errorBody{responseStatus{ErrorCode: code, Message: message}}
	for _, field := range fields {
		body.ResponseStatus.Errors = append(body.ResponseStatus.Errors, fieldError{field})
	}
	return &reply{status, body}
}

// notFound comes with status 400: 404 is not among the documented ones.
func notFound(code numbers.Code) *reply {
	return refuse(http.StatusBadRequest, code, code.Description())
}

func invalid(code numbers.Code, field string) *reply {
	return refuse(http.StatusBadRequest, code, code.Description()+" ("+field+")", field)
}

func required(field string) *reply {
	return refuse(http.StatusBadRequest, numbers.CodeParameterRequired, "Parameter '"+field+"' is required.", field)
}

// decode reads a body, or says why not.
func decode(body []byte, out any) *reply {
	if client.Unmarshal(body, out) != nil {
		return refuse(http.StatusBadRequest, numbers.CodeParameterInvalid, "The body is not the JSON that is wanted.")
	}
	return nil
}

// merge applies a merge patch without nulls: what is in it replaces, the rest
// stays.
func merge(r *http.Request, body []byte, into any) *reply {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/merge-patch+json") {
		return refuse(http.StatusBadRequest, numbers.CodeParameterInvalid, "The content type must be application/merge-patch+json.")
	}
	if no := decode(body, into); no != nil {
		return no
	}
	return &reply{status: http.StatusNoContent}
}

// slice cuts a page by Results_Count and Results_Skip.
func slice[T any](q url.Values, all []T, standard int) ([]T, *reply) {
	count, no := number(q, "Results_Count", standard)
	if no != nil {
		return nil, no
	}
	skip, no := number(q, "Results_Skip", 0)
	if no != nil {
		return nil, no
	}
	all = all[min(skip, len(all)):]
	return append([]T{}, all[:min(count, 200, len(all))]...), nil
}

func number(q url.Values, name string, standard int) (int, *reply) {
	text := q.Get(name)
	if text == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, invalid(numbers.CodeParameterInvalid, name)
	}
	return n, nil
}

// window reads Date_From (inclusive) and Date_To (exclusive).
func window(q url.Values) (from, to int64, no *reply) {
	for _, p := range []struct {
		name string
		into *int64
	}{{"Date_From", &from}, {"Date_To", &to}} {
		text := q.Get(p.name)
		if text == "" {
			return 0, 0, required(p.name)
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 {
			return 0, 0, invalid(numbers.CodeParameterInvalid, p.name)
		}
		*p.into = n
	}
	return from, to, nil
}

// words splits a parameter with commas and checks each word against what is
// known.
func words(q url.Values, name string, code numbers.Code, known ...string) ([]string, *reply) {
	text := q.Get(name)
	if text == "" {
		return nil, nil
	}
	all := strings.Split(text, ",")
	for _, word := range all {
		if len(known) > 0 && !contains(known, word) {
			return nil, invalid(code, name)
		}
	}
	return all, nil
}

func contains(words []string, word string) bool {
	for _, w := range words {
		if sameText(w, word) {
			return true
		}
	}
	return false
}
