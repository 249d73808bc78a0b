package ecp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/vendorkit/vendorkit-go/client"
)

type storeService struct {
	core *client.Client
	ops  *operations
	wire *Wire
}

// Store is a store of the Aggregator. No field of it is documented: each of
// those here is read under the likely names of [Wire].Store, from a string or a
// number, and is empty if it isn't there. How stores relate to coupons is not
// documented either.
type Store struct {
	// ID is 0 if the id is not a positive integer; RawID is the id as it stands.
	ID                                             int
	RawID                                          string
	Number, Name, Address, City, State, Zip, Phone string
	// Raw is the store's JSON object.
	Raw json.RawMessage
}

// Decode decodes Raw into v, a pointer to a type of your own with the fields
// that your account sees. Names match without regard to case.
func (s *Store) Decode(v any) error { return client.Unmarshal(s.Raw, v) }

func (s *storeService) List(ctx context.Context, opts ...client.CallOption) ([]*Store, error) {
	answer := &listAnswer[[]*Store]{read: s.wire.stores}
	if err := client.CallInto(ctx, s.core, client.Request{Op: &s.ops.stores}, answer, opts...); err != nil {
		return nil, err
	}
	return answer.result, nil
}

func (w Wire) stores(e *envelope) ([]*Store, error) {
	list, err := w.listing(e, w.StoreListKeys)
	if err != nil {
		return nil, err
	}
	if list.total > len(list.items) {
		return nil, fmt.Errorf("%w: %d stores are announced, and %d came", ErrPaging, list.total, len(list.items))
	}
	stores := make([]*Store, len(list.items))
	for i, item := range list.items {
		if stores[i], err = w.store(item); err != nil {
			return nil, err
		}
	}
	return stores, nil
}

func (w Wire) store(raw json.RawMessage) (*Store, error) {
	o, ok := objectOf(raw)
	if !ok {
		return nil, errors.New("a store is not a JSON object")
	}
	text := func(names []string) string {
		value, _ := o.get(names...)
		return scalarText(value)
	}
	id, _ := o.get(w.Store.ID...)
	s := &Store{
		Number: text(w.Store.Number), Name: text(w.Store.Name), Address: text(w.Store.Address), City: text(w.Store.City),
		State: text(w.Store.State), Zip: text(w.Store.Zip), Phone: text(w.Store.Phone), Raw: raw,
	}
	s.ID, s.RawID = idOf(id)
	return s, nil
}
