package billwerktest

import (
	"fmt"
	"net/http"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// refusal is an error answer.
type refusal struct {
	code        billwerk.Code
	status      int // 0 takes the code's usual one
	message     string
	transaction billwerk.TransactionError
}

func fail(code billwerk.Code) *refusal { return &refusal{code: code} }

// malformed is the answer to what the vendor can't interpret. Which code comes
// with 422 is not documented; 1 is a guess.
func malformed(format string, args ...any) *refusal {
	return &refusal{
		code: billwerk.CodeInvalidRequest, status: http.StatusUnprocessableEntity, message: fmt.Sprintf(format, args...),
	}
}

func (e *refusal) httpStatus() int {
	switch {
	case e.status != 0:
		return e.status
	case e.code.HTTPStatus() != 0:
		return e.code.HTTPStatus()
	default:
		return http.StatusBadRequest
	}
}

// The two forms of a time in an answer.
const (
	layout    = "2006-01-02T15:04:05.000-07:00"
	oldLayout = "2006-01-02T15:04:05.000-0700"
)

// writeError writes the documented envelope (page "errors").
func writeError(w http.ResponseWriter, r *http.Request, old bool, e *refusal) {
	status, id := e.httpStatus(), w.Header().Get(requestIDHeader)
	envelope := object{
		"code": int(e.code), "error": e.code.Message(), "path": r.URL.Path,
		"http_status": status, "http_reason": http.StatusText(status),
	}
	envelope.put("message", e.message)
	envelope.put("transaction_error", e.transaction)
	if now := clock(); old {
		envelope["request-id"], envelope["timestamp"] = id, now.Format(oldLayout)
	} else {
		envelope["request_id"], envelope["timestamp"] = id, now.Format(layout)
	}
	data, err := client.Marshal(envelope)
	if err != nil {
		panic(err) // strings and numbers can be encoded
	}
	write(w, status, data)
}

// Refuse is a fault: the request is not processed but refused with a code, in the
// documented envelope and with the code's usual status. Script it for what the
// fake doesn't refuse by itself:
//
//	s.Script.Next(billwerktest.Refuse(billwerk.CodeConcurrentResourceUpdate))
func Refuse(code billwerk.Code) clienttest.Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set(requestIDHeader, fmt.Sprintf("%032x", int(code)))
			writeError(w, r, false, fail(code))
		})
	}
}

// write sends a JSON document; nil is an answer without a body.
func write(w http.ResponseWriter, status int, data []byte) {
	if data != nil {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	_, _ = w.Write(data) // a client that has left is not the fake's concern
}
