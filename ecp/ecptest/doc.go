// Package ecptest helps to test code that uses package ecp: a stateful fake of
// the vendor on loopback ([NewServer]), the fake alone as an http.Handler
// ([NewFake]), and fakes of the service interfaces made of functions
// ([FakeCoupons], [FakeStores]).
//
// The fake keeps what the vendor documents: the codes and statuses, the login,
// pages of at most 100 coupons, clips that are counted against a maximum,
// coupons that vanish when they have ended or have reached it, and 404 for a
// wrong method. Every name that the vendor doesn't document is taken from
// ecp.Wire. So the fake shows that a program fits package ecp, and proves
// nothing about those names.
package ecptest
