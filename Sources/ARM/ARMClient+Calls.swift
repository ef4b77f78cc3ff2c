internal import HTTP
package import Values

/// Told of an operation when ARM has accepted it, and whenever the URL to ask about it changes: the time to write it down.
package typealias OperationObserver = @Sendable (LongRunningOperation) async -> Void

extension ARMClient {
  package func get(_ id: ResourceID, apiVersion: String) async throws(ARMError) -> ARMResponse {
    try await send(ARMRequest(.get, id, apiVersion: apiVersion))
  }

  /// The resource, or nil if ARM says that there is none.
  package func find(_ id: ResourceID, apiVersion: String) async throws(ARMError) -> ARMResponse? {
    do throws(ARMError) {
      return try await get(id, apiVersion: apiVersion)
    } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }

  /// Creates or replaces a resource, waits until that is done, and returns the resource.
  ///
  /// Throws an error of the kind ``ARMError/Kind/outcomeUnknown`` if the answer was lost: read the resource back then.
  package func put(
    _ id: ResourceID, apiVersion: String, body: Value, ifMatch: String? = nil, ifNoneMatch: Bool = false,
    onAccepted: OperationObserver? = nil
  ) async throws(ARMError) -> ARMResponse {
    var request = ARMRequest(.put, id, apiVersion: apiVersion, body: body)
    request.ifMatch = ifMatch
    request.ifNoneMatch = ifNoneMatch
    return try await perform(request, onAccepted: onAccepted)
  }

  package func patch(
    _ id: ResourceID, apiVersion: String, body: Value, ifMatch: String? = nil, onAccepted: OperationObserver? = nil
  ) async throws(ARMError) -> ARMResponse {
    var request = ARMRequest(.patch, id, apiVersion: apiVersion, body: body)
    request.ifMatch = ifMatch
    return try await perform(request, onAccepted: onAccepted)
  }

  /// Deletes a resource and waits until it is gone. One that is not there is gone already.
  package func delete(
    _ id: ResourceID, apiVersion: String, ifMatch: String? = nil, onAccepted: OperationObserver? = nil
  ) async throws(ARMError) {
    var request = ARMRequest(.delete, id, apiVersion: apiVersion)
    request.ifMatch = ifMatch
    do throws(ARMError) {
      _ = try await perform(request, onAccepted: onAccepted)
    } catch {
      guard error.kind == .notFound else { throw error }
    }
  }

  /// Calls an action such as `listKeys` and waits for what it starts. `isRepeatable` says that doing it twice is the
  /// same as once.
  package func post(
    _ id: ResourceID, _ action: String, apiVersion: String, body: Value? = nil, isRepeatable: Bool = false,
    onAccepted: OperationObserver? = nil
  ) async throws(ARMError) -> ARMResponse {
    var request = ARMRequest(.post, id, action: action, apiVersion: apiVersion, body: body)
    request.isRepeatable = isRepeatable
    return try await perform(request, onAccepted: onAccepted)
  }

  /// Makes a call and waits for the operation that it starts, if any.
  package func perform(
    _ request: ARMRequest, onAccepted: OperationObserver? = nil
  ) async throws(ARMError) -> ARMResponse {
    let response = try await send(request)
    if request.method.isRead { return response }
    let (operation, step) = LongRunningOperation.begin(
      request.method, request.url(at: cloud.endpoint), response, cloud: cloud, now: configuration.now())
    return try await follow(operation, step, onAccepted)
  }

  /// Takes up an operation that was accepted in an earlier run, and returns what it ends with.
  package func resume(
    _ operation: LongRunningOperation, onAccepted: OperationObserver? = nil
  ) async throws(ARMError) -> ARMResponse {
    try await follow(operation, .poll(operation.resumption, after: .zero), onAccepted)
  }

  private func follow(
    _ accepted: LongRunningOperation, _ first: LongRunningOperation.Step, _ onAccepted: OperationObserver?
  ) async throws(ARMError) -> ARMResponse {
    var operation = accepted
    var step = first
    var noted: LongRunningOperation?
    var pacing = PollPacing()
    var waited: Duration = .zero
    while true {
      switch step {
      case .done(let response): return response
      case .failed(let error): throw error
      case .poll(let url, let named):
        // Reading the result is no news: whoever asks the status again is told of it.
        if operation.tracking != .result, noted?.pollURL != operation.pollURL || noted?.tracking != operation.tracking {
          await onAccepted?(operation)
          noted = operation
        }
        configuration.observer?(.running(operation))
        let poll = ARMRequest(.get, path: url.path, apiVersion: "")
        let delay = pacing.delay(named, random: configuration.randomness.unit())
        waited += delay
        let limit = waited > configuration.operationTimeout ? configuration.operationTimeout : limit(brokenBy: delay)
        if let limit { throw stillRunning(operation, after: limit) }
        do throws(ARMError) {
          try await sleep(delay, poll)
          step = operation.advance(try await send(poll, to: url), cloud: cloud, now: configuration.now())
        } catch {
          // Whoever stops waiting stops nothing in Azure.
          if error.kind == .cancelled { throw left(operation) }
          step = operation.advance(error)
        }
      }
    }
  }

  private func left(_ operation: LongRunningOperation) -> ARMError {
    var error = ARMError(
      .cancelled,
      message: "\(operation.call) was accepted and goes on in Azure, though nobody waits for it any more; "
        + "it was \(operation.status) when last seen.")
    error.call = operation.call
    error.hint = "run the same command again: it takes up what goes on"
    return error
  }

  private func stillRunning(_ operation: LongRunningOperation, after limit: Duration) -> ARMError {
    var error = ARMError.givenUp(
      "\(operation.call) was accepted, goes on in Azure and was \(operation.status)", after: limit)
    error.call = operation.call
    return error
  }

  // MARK: - Lists

  /// The elements of a list, all of its pages, or those of the first `pagesMax`.
  package func list(
    _ path: String, apiVersion: String, query: [ARMRequest.QueryItem] = [], pagesMax: Int = .max
  ) async throws(ARMError) -> [Value] {
    var request = ARMRequest(.get, path: path, apiVersion: apiVersion)
    request.query = query
    return try await list(request, pagesMax: pagesMax)
  }

  /// The elements of the list that a request asks for, all of its pages, or those of the first `pagesMax`.
  package func list(_ request: ARMRequest, pagesMax: Int = .max) async throws(ARMError) -> [Value] {
    var url = request.url(at: cloud.endpoint)
    var elements: [Value] = []
    var visited: Set<HTTPURL> = []
    while visited.insert(url).inserted {
      let page = try await send(request, to: url)
      guard let value = page.body[member: "value"]?.elements else {
        throw malformedList(request, "it has no `value`")
      }
      elements += value
      guard visited.count < pagesMax, let next = page.body[member: "nextLink"]?.stringValue, !next.isEmpty else {
        return elements
      }
      guard let nextURL = HTTPURL(next) else { throw malformedList(request, "its next page has no usable address") }
      // The token goes along, so a link to anywhere else is not followed.
      guard cloud.isOwn(nextURL) else {
        throw malformedList(
          request, "its next page is at \(nextURL.authority), which is not \(cloud.endpoint.authority)")
      }
      url = nextURL
    }
    throw malformedList(request, "its pages go round in a circle")
  }

  private func malformedList(_ request: ARMRequest, _ reason: String) -> ARMError {
    var error = ARMError(.malformed, message: "The list can't be read to its end: \(reason).")
    error.call = request.description
    return error
  }
}
