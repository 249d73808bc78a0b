package auth_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
)

func ExampleSecret() {
	config := struct {
		User     string
		Password auth.Secret
	}{"ann", "hunter2"}
	fmt.Printf("%+v\n", config)
	fmt.Printf("%x\n", config.Password)
	fmt.Println(config.Password.Reveal())
	// Output:
	// {User:ann Password:[redacted]}
	// [redacted]
	// hunter2
}

func ExampleCache() {
	logins := 0
	login := auth.TokenSourceFunc(func(context.Context) (auth.Token, error) {
		logins++ // here a request to the vendor's login endpoint
		return auth.Token{Value: "abc", Expiry: time.Now().Add(15 * time.Minute)}, nil
	})
	cache, err := auth.NewCache(login)
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 1000 {
		if _, err := cache.Token(context.Background()); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println("logins:", logins)
	// Output: logins: 1
}

// The vendor answered 401: the token is dropped, unless it has been replaced before.
func ExampleCache_Invalidate() {
	n := 0
	cache, err := auth.NewCache(auth.TokenSourceFunc(func(context.Context) (auth.Token, error) {
		n++
		return auth.Token{Value: auth.Secret(fmt.Sprint("token ", n))}, nil
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	first, _ := cache.Token(ctx)
	fmt.Println("dropped:", cache.Invalidate(first))
	second, _ := cache.Token(ctx)
	fmt.Println("dropped:", cache.Invalidate(first)) // a late answer to the first token
	again, _ := cache.Token(ctx)
	fmt.Println("kept:", again == second)
	// Output:
	// dropped: true
	// dropped: false
	// kept: true
}

var errWrongPassword = errors.New("wrong password")

// A failed login isn't tried again for a while; who needs a token gets its error.
func ExampleLoginError() {
	logins := 0
	cache, err := auth.NewCache(auth.TokenSourceFunc(func(context.Context) (auth.Token, error) {
		logins++
		return auth.Token{}, errWrongPassword
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 3 {
		_, err = cache.Token(context.Background())
	}
	failure, ok := errors.AsType[*auth.LoginError](err)
	fmt.Println(ok, errors.Is(err, errWrongPassword), failure.Failures, logins)
	// Output: true true 1 1
}

// Two processes (here two caches) with one store need one login.
func ExampleWithStore() {
	logins := 0
	login := auth.TokenSourceFunc(func(context.Context) (auth.Token, error) {
		logins++
		return auth.Token{Value: "abc", Expiry: time.Now().Add(time.Hour)}, nil
	})
	store := auth.NewMemoryStore()
	for range 2 {
		cache, err := auth.NewCache(login, auth.WithStore(store, "vendor/production/account"))
		if err != nil {
			fmt.Println(err)
			return
		}
		if _, err := cache.Token(context.Background()); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println("logins:", logins)
	// Output: logins: 1
}

func ExampleMemoryStore() {
	ctx := context.Background()
	store := auth.NewMemoryStore()
	unlock, err := store.Lock(ctx, "account")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer unlock()
	missing, _ := store.Load(ctx, "account")
	fmt.Println(store.Swap(ctx, "account", missing, auth.Token{Value: "abc"}))
	fmt.Println(store.Swap(ctx, "account", missing, auth.Token{Value: "def"})) // too late
	fmt.Println(store)
	// Output:
	// true <nil>
	// false <nil>
	// auth.MemoryStore(1 keys)
}

func ExampleJWTExpiry() {
	const token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0MTciLCJleHAiOjE3NjcyMjU2MDB9.c2lnbmF0dXJl"
	expiry, _, ok := auth.JWTExpiry(token)
	fmt.Println(expiry.UTC(), ok)
	_, _, ok = auth.JWTExpiry("an opaque token")
	fmt.Println(ok)
	// Output:
	// 2026-01-01 00:00:00 +0000 UTC true
	// false
}

// The server's clock is two minutes ahead, so its "12:15" is our 12:13.
func ExampleLoginToken() {
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	answer := http.Header{"Date": {"Wed, 04 Mar 2026 12:02:00 GMT"}}
	expiry := time.Date(2026, 3, 4, 12, 15, 0, 0, time.UTC)

	offset, ok := auth.ClockOffset(answer, now)
	fmt.Println(offset, ok)
	fmt.Println(auth.LocalExpiry(expiry, offset).Format(time.TimeOnly))
	fmt.Println(auth.LoginToken("abc", expiry, answer, now).Expiry.Format(time.TimeOnly))
	// Output:
	// 2m0s true
	// 12:13:00
	// 12:13:00
}

func ExampleStatic() {
	a, err := auth.Static(auth.Header("X-Api-Key"), "abc")
	if err != nil {
		fmt.Println(err)
		return
	}
	h := http.Header{}
	_, err = a.Authenticate(context.Background(), h)
	fmt.Println(h, err)

	_, err = auth.Static(auth.Bearer(), "key-from-a-file\n")
	fmt.Println(err)
	// Output:
	// map[X-Api-Key:[abc]] <nil>
	// auth: the credential for header Authorization contains a control character, such as the line end of a file
}

func ExampleBasicAuth() {
	a, err := auth.BasicAuth("Aladdin", "open sesame")
	if err != nil {
		fmt.Println(err)
		return
	}
	h := http.Header{}
	_, err = a.Authenticate(context.Background(), h)
	fmt.Println(h.Get(a.CredentialHeader()), err)
	// Output: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ== <nil>
}

// A request is replayed once after a 401, with the next token.
func ExampleRefreshing() {
	n := 0
	cache, err := auth.NewCache(auth.TokenSourceFunc(func(context.Context) (auth.Token, error) {
		n++
		return auth.Token{Value: auth.Secret(fmt.Sprint("token-", n))}, nil
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := auth.Refreshing(auth.Bearer(), cache)
	if err != nil {
		fmt.Println(err)
		return
	}
	send := func(h http.Header) int { // a server that has revoked the first token
		if h.Get("Authorization") == "Bearer token-1" {
			return http.StatusUnauthorized
		}
		return http.StatusOK
	}
	for range 2 {
		h := http.Header{}
		used, err := a.Authenticate(context.Background(), h)
		if err != nil {
			fmt.Println(err)
			return
		}
		status := send(h)
		fmt.Println(status)
		if status != http.StatusUnauthorized || !a.Reject(used) {
			break
		}
	}
	// Output:
	// 401
	// 200
}
