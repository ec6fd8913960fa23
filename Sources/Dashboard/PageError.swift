/// What is wrong with a request for a page.
package enum PageError: Error {
    /// A value of the query that cannot be meant; the words say which and what can.
    case badRequest(String)
}
