// Package sim plays the whole client pipeline against an in-memory vendor that
// misbehaves on schedule: delays, connections lost before and after processing,
// 401s, refusals of both kinds, 5xx answers before and after processing, cut,
// truncated, stalled and huge bodies, jumping clocks, callers that leave, and a
// token store that fails. It runs in testing/synctest bubbles, so that minutes
// of waiting take microseconds.
//
// A schedule is a pure function of its seed: what happens to the n-th request of
// a call depends on the seed, the call and n, never on the order of arrival, and
// the waits between attempts come from the vendor's Retry-After, not from
// chance. After each schedule the invariants in invariants.go are checked.
//
// What stays open is the order of goroutines that become runnable at the same
// instant of the fake clock. Starts and delays are spread over nanoseconds to
// keep such ties rare; TestReplay shows that a seed repeats its whole trace.
//
//	make sim N=1000000   # a million schedules
//	make sim SEED=42     # one of them, again
package sim
