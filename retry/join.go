package retry

func Join(limiters ...Limiter) Limiter { return NoLimit() }
