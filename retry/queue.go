package retry

import (
	"container/list"
	"iter"
	"time"
)

// A waiter is one caller in a queue.
type waiter struct {
	ticket   *ticket
	start    time.Time
	deadline time.Time     // Zero if there is none.
	likely   time.Duration // How long the turn would take, as estimated on arrival.
	ready    chan struct{} // Closed once the ticket has a permit, or err is set.
	err      error         // Set if the turn has become impossible.

	home  *list.List // Nil once the waiter has left the queue.
	place *list.Element
}

// A queue holds callers first in, first out, in two classes: those with the right of way, then newcomers.
// Entering and leaving take constant time wherever the caller stands. Its lock is the gate's.
//
// Its length has no bound of its own: each waiter is a parked goroutine of a caller, which costs its owner far more
// than its place here.
type queue struct {
	urgent, normal list.List
}

func (q *queue) push(w *waiter, urgent bool) {
	w.home = &q.normal
	if urgent {
		w.home = &q.urgent
	}
	w.place = w.home.PushBack(w)
}

// front returns whose turn is next, or nil.
func (q *queue) front() *waiter {
	for w := range q.all() {
		return w
	}
	return nil
}

// all yields the waiters in the order of their turns. The one just yielded may be removed.
func (q *queue) all() iter.Seq[*waiter] {
	return func(yield func(*waiter) bool) {
		for _, l := range []*list.List{&q.urgent, &q.normal} {
			for e := l.Front(); e != nil; {
				next := e.Next()
				if !yield(e.Value.(*waiter)) { //nolint:errcheck // Only push fills the lists.
					return
				}
				e = next
			}
		}
	}
}

// remove takes w out, and reports false if it had left before.
func (q *queue) remove(w *waiter) bool {
	if w.home == nil {
		return false
	}
	w.home.Remove(w.place)
	w.home, w.place = nil, nil
	return true
}

func (q *queue) len() int { return q.urgent.Len() + q.normal.Len() }

// ahead returns how many would stand before a caller that came now.
func (q *queue) ahead(urgent bool) int {
	if urgent {
		return q.urgent.Len()
	}
	return q.len()
}
