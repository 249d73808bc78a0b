package billwerktest

import "slices"

// table keeps things in the order of their making, and finds them by name.
type table[T comparable] struct {
	rows   []T
	byName map[string]T
}

// add adds a thing under its names; empty ones don't count.
func (t *table[T]) add(thing T, names ...string) {
	if t.byName == nil {
		t.byName = map[string]T{}
	}
	t.rows = append(t.rows, thing)
	for _, name := range names {
		if name != "" {
			t.byName[name] = thing
		}
	}
}

func (t *table[T]) get(name string) (thing T, found bool) {
	thing, found = t.byName[name]
	return thing, found
}

func (t *table[T]) remove(thing T, names ...string) {
	t.rows = slices.DeleteFunc(t.rows, func(other T) bool { return other == thing })
	for _, name := range names {
		delete(t.byName, name)
	}
}
