package numbers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/vendorkit/vendorkit-go/client"
)

// object is what an answer may hold one or many of.
type object[T any] interface {
	*T
	// envelope says where answers may hold it. It is called on nil.
	envelope() *envelope
	// identity is what an object of this kind can't be without. An empty one
	// shows that something else was decoded.
	identity() string
}

// The optional parts of an object.
type (
	// keeper keeps the JSON that the object was decoded from, for objects of
	// which the documentation shows a part only.
	keeper interface{ keep(raw json.RawMessage) }
	// lenient objects have fields whose types are inferred: a field of another
	// type is skipped instead of making the whole answer unreadable.
	lenient interface{ lenient() }
)

// callOne makes a call that answers with one T.
func callOne[T any, P object[T]](ctx context.Context, c *client.Client, r client.Request, opts []client.CallOption) (*T, error) {
	answer, err := client.Call[one[T, P]](ctx, c, r, opts...)
	if err != nil {
		return nil, err
	}
	return answer.item, nil
}

// callAny is callOne for answers whose fields are not documented: any JSON
// object or list will do, with or without the identity.
func callAny[T any, P object[T]](ctx context.Context, c *client.Client, r client.Request, opts []client.CallOption) (*T, error) {
	answer, err := client.Call[confirmation[T, P]](ctx, c, r, opts...)
	if err != nil {
		return nil, err
	}
	return answer.item, nil
}

// callPage makes a call that answers with a list of T.
func callPage[T any, P object[T]](ctx context.Context, c *client.Client, r client.Request, opts []client.CallOption) (*Page[T], error) {
	answer, err := client.Call[many[T, P]](ctx, c, r, opts...)
	if err != nil {
		return nil, err
	}
	return &answer.page, nil
}

// one decodes an answer with one object: the object itself, the object under
// one of its known names, or a list of exactly one.
type one[T any, P object[T]] struct {
	item    *T
	refused bool
}

// UnmarshalJSON finds and decodes the object.
func (o *one[T, P]) UnmarshalJSON(data []byte) (err error) {
	if kind(data) == '[' {
		items, err := elements(data)
		if err != nil {
			return err
		}
		if len(items) != 1 {
			return fmt.Errorf("a list of %d where one object is expected", len(items))
		}
		data = items[0]
	}
	if o.refused = isRefusal(data); o.refused {
		return nil
	}
	if o.item, err = decodeItem[T, P](data); err == nil {
		return nil
	}
	if inner, ok := soleMember(data, '{'); ok {
		if item, innerErr := decodeItem[T, P](inner); innerErr == nil {
			o.item = item
			return nil
		}
	}
	return err
}

// Verify says no when the answer is a ResponseStatus with an error code.
func (o *one[T, P]) Verify() error { return verify(o.refused) }

// confirmation decodes an answer of which nothing is known but that it is JSON
// ("our service will respond to every request with JSON", page errors).
type confirmation[T any, P object[T]] struct{ one[T, P] }

// UnmarshalJSON decodes the object if there is one, and anything else into a T
// that has the JSON and nothing more.
func (o *confirmation[T, P]) UnmarshalJSON(data []byte) error {
	if o.one.UnmarshalJSON(data) == nil {
		return nil
	}
	if kind(data) != '{' && kind(data) != '[' {
		return errors.New("neither an object nor a list")
	}
	o.item = new(T)
	if k, ok := any(o.item).(keeper); ok {
		k.keep(bytes.Clone(data))
	}
	return nil
}

// many decodes an answer with a list: a bare array, an array or a single object
// under one of the known names, or one bare object.
type many[T any, P object[T]] struct {
	page    Page[T]
	refused bool
}

// UnmarshalJSON finds the list and decodes its items.
func (m *many[T, P]) UnmarshalJSON(data []byte) error {
	items, err := m.find(data)
	if err != nil || m.refused {
		return err
	}
	m.page.Items = make([]*T, 0, len(items))
	for i, raw := range items {
		item, err := decodeItem[T, P](raw)
		if err != nil {
			return fmt.Errorf("item %d: %w", i, err)
		}
		m.page.Items = append(m.page.Items, item)
	}
	return nil
}

// find returns the items. Where no known name helps, the answer may be one
// object itself, or hold its list as the only array; decodeItem makes each item
// prove what it is. An answer that says that the total is 0 needs no list.
func (m *many[T, P]) find(data []byte) ([]json.RawMessage, error) {
	if kind(data) == '[' {
		return elements(data)
	}
	members, err := membersOf(data)
	if err != nil {
		return nil, err
	}
	if m.refused = isRefusal(data); m.refused {
		return nil, nil
	}
	m.page.describe(members)
	known := P(nil).envelope()
	for _, name := range known.many {
		switch raw := members.get(name); kind(raw) {
		case '[':
			return elements(raw)
		case 'n': // null: the usual way to write an empty list in the vendor's .NET
			return nil, nil
		case '{':
			return []json.RawMessage{raw}, nil
		}
	}
	if _, err := decodeItem[T, P](data); err == nil && !known.listed {
		return []json.RawMessage{data}, nil
	}
	if list, ok := soleMember(data, '['); ok {
		return elements(list)
	}
	if m.page.TotalCount != nil && *m.page.TotalCount == 0 {
		return nil, nil
	}
	return nil, errors.New("there is no list in the answer")
}

// Verify says no when the answer is a ResponseStatus with an error code.
func (m *many[T, P]) Verify() error { return verify(m.refused) }

func verify(refused bool) error {
	if refused {
		return client.ErrRefused
	}
	return nil
}

// decodeItem decodes one object, wrapped or not, and proves that it is one.
func decodeItem[T any, P object[T]](raw json.RawMessage) (*T, error) {
	members, err := membersOf(raw)
	if err != nil {
		return nil, err
	}
	item := P(new(T))
	for _, name := range item.envelope().one {
		if inner := members.get(name); kind(inner) == '{' {
			raw = inner
			break
		}
	}
	if err := decodeObject(raw, item); err != nil {
		return nil, err
	}
	if item.identity() == "" {
		return nil, fmt.Errorf("there is no %s in the object", item.envelope().id)
	}
	if k, ok := any(item).(keeper); ok {
		k.keep(bytes.Clone(raw))
	}
	return item, nil
}

func decodeObject(raw json.RawMessage, out any) error {
	err := client.Unmarshal(raw, out)
	if _, ok := out.(lenient); err == nil || !ok {
		return err
	}
	members, err := membersOf(raw)
	if err != nil {
		return err
	}
	for _, name := range members.names() {
		alone, err := client.Marshal(map[string]json.RawMessage{name: members[name]})
		if err == nil {
			_ = client.Unmarshal(alone, out) // a field of another type than inferred stays empty
		}
	}
	return nil
}
