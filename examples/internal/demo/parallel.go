package demo

import (
	"sync"
	"sync/atomic"
)

// Parallel calls f for 0 to n-1 from so many workers at once, and returns the
// errors.
func Parallel(workers, n int, f func(i int) error) []error {
	var (
		wg   sync.WaitGroup
		next atomic.Int64
		mu   sync.Mutex
		errs []error
	)
	for range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := f(i); err != nil {
					mu.Lock()
					errs = append(errs, err)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return errs
}
