package pay

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// BatchResult is what the vendor answers when payments are added to a batch and
// when it is submitted: the batch, its summary, and lists whose names are
// inferred.
type BatchResult struct {
	// Batch has an id and a status after Submit. After Add its fields are filled as
	// far as the answer has them: the shape of that answer is inferred.
	Batch
	// Payments are those of the batch, if the answer has them. After Submit each
	// has a status of its own.
	Payments []*Payment `json:"payments,omitzero"`
	// Problems are "any errors" with which payments were added, as they came; their
	// shape is unknown. It is not known to be filled when the answer is a success.
	Problems []json.RawMessage `json:"problems,omitzero"`
	// Raw is the answer as the vendor sent it.
	Raw json.RawMessage `json:"-"`
}

// decode reads an answer that must be an object.
func (r *BatchResult) decode(data []byte) error {
	var batch Batch
	if err := client.Unmarshal(data, &batch); err != nil {
		return err
	}
	var all map[string]json.RawMessage
	if err := client.Unmarshal(data, &all); err != nil {
		return err
	}
	*r = BatchResult{Batch: batch, Raw: bytes.Clone(data)}
	// What is not what its inferred name promises stays in Raw: the batch counts.
	_ = client.Unmarshal(pick(all, problemsNames), &r.Problems)
	if rows := asPayments(pick(all, paymentsNames)); rows != nil {
		r.Payments = rows
	} else {
		r.Payments = onlyPayments(all)
	}
	return nil
}

// pick returns the value under the first of the names, without regard to case.
func pick(object map[string]json.RawMessage, names []string) json.RawMessage {
	for _, name := range names {
		for key, value := range object {
			if strings.EqualFold(key, name) {
				return value
			}
		}
	}
	return nil
}

// onlyPayments returns the single array of payments in the object, whatever its
// name is.
func onlyPayments(object map[string]json.RawMessage) (found []*Payment) {
	for _, value := range object {
		rows := asPayments(value)
		switch {
		case len(rows) == 0:
		case found != nil:
			return nil
		default:
			found = rows
		}
	}
	return found
}

// asPayments returns nil for what isn't an array of payments.
func asPayments(data []byte) []*Payment {
	var rows paymentList
	if len(data) == 0 || client.Unmarshal(data, &rows) != nil || rows.Verify() != nil {
		return nil
	}
	return rows
}

// submitAnswer is a BatchResult that must be a submitted batch.
type submitAnswer struct{ BatchResult }

// UnmarshalJSON reads the batch and its payments.
func (a *submitAnswer) UnmarshalJSON(data []byte) error { return a.decode(data) }

// Verify calls it a refusal when the batch is still a draft: then nothing was paid,
// although the answer is a success.
func (a *submitAnswer) Verify() error {
	if err := a.Batch.Verify(); err != nil {
		return err
	}
	if a.StatusCode == BatchDraft || a.StatusCode == BatchCancelled {
		return client.ErrRefused
	}
	return nil
}

// addAnswer is a BatchResult of which nothing but a summary or a batch is certain.
type addAnswer struct{ BatchResult }

// UnmarshalJSON reads the batch, its payments and the problems.
func (a *addAnswer) UnmarshalJSON(data []byte) error { return a.decode(data) }

// Verify wants at least one thing that it knows.
func (a *addAnswer) Verify() error {
	if a.ID == "" && a.Summary == nil && a.Payments == nil && a.Problems == nil {
		return errors.New("the answer has neither batch nor summary nor payments")
	}
	return nil
}

func result[A any, P interface {
	*A
	into() *BatchResult
}](answer P, err error) (*BatchResult, error) {
	if err != nil {
		return nil, err
	}
	return answer.into(), nil
}

func (r *BatchResult) into() *BatchResult { return r }
