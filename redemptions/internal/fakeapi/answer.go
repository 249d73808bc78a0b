package fakeapi

import (
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

const maxRequestBytes = 4 << 20

func readAll(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	return io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequestBytes))
}

// Write answers with a document.
func Write(w http.ResponseWriter, status int, v any) {
	data, err := client.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(data)
}

// Field is a validation error.
type Field struct{ Code, Message, Name, Value string }

// Missing says that a required parameter is missing.
func Missing(name, message string) Field { return Field{Code: "100", Message: message, Name: name} }

// Wrong says that a value is not valid.
func Wrong(name, value, message string) Field {
	return Field{Code: "106", Message: message, Name: name, Value: value}
}

// Refuse answers 400 with the documented body.
func Refuse(w http.ResponseWriter, kind, message string, fields ...Field) {
	entries := make([]map[string]any, len(fields))
	for i, f := range fields {
		entries[i] = map[string]any{
			"index": strconv.Itoa(i), "errorCode": f.Code, "errorMessage": f.Message, "fieldName": f.Name,
		}
		if f.Value != "" {
			entries[i]["fieldValue"] = f.Value
		}
	}
	Write(w, http.StatusBadRequest, map[string]any{
		"statusCode": http.StatusBadRequest, "errorCode": kind, "message": message, "validationErrors": entries,
	})
}

// Invalid answers 400 with validation errors.
func Invalid(w http.ResponseWriter, fields ...Field) { Refuse(w, "1", "Validation error", fields...) }

// Object is a document in the making.
type Object map[string]any

// Optional adds a value that is left out when it is empty, or null if nulls is
// set.
func (o Object) Optional(name, value string, nulls bool) {
	switch {
	case value != "":
		o[name] = value
	case nulls:
		o[name] = nil
	}
}

// Clock writes times as the vendor does: by default without a zone and with up
// to three fractional digits, or else with both.
type Clock struct{ Zones bool }

// Text writes a time; the zero time is "".
func (c Clock) Text(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case c.Zones:
		return t.UTC().Format("2006-01-02T15:04:05.0000000Z")
	default:
		return t.UTC().Format("2006-01-02T15:04:05.999")
	}
}

// GUID makes a random id.
func GUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Page cuts the page out of all rows that the query asks for; limit, if it isn't
// 0, is the largest page. A skip or take that is no number is refused.
func Page[T any](w http.ResponseWriter, r *http.Request, rows []T, limit int) (page []T, ok bool) {
	skip, err := number(r, "skip", 0)
	if err != nil || skip < 0 {
		Invalid(w, Wrong("Skip", r.URL.Query().Get("skip"), "Skip is not valid"))
		return nil, false
	}
	take, err := number(r, "take", len(rows))
	if err != nil || take < 0 {
		Invalid(w, Wrong("Take", r.URL.Query().Get("take"), "Take is not valid"))
		return nil, false
	}
	if limit > 0 {
		take = min(take, limit)
	}
	rows = rows[min(skip, len(rows)):]
	return rows[:min(take, len(rows))], true
}

func number(r *http.Request, name string, absent int) (int, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return absent, nil
	}
	return strconv.Atoi(text)
}
