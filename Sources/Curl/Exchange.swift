import CCurl
import Glibc

/// One transfer on its way: its options, what is sent, and where the bytes go.
final class Exchange {
  /// Kept here as well: libcurl looks at its time limit between a transfer's states, and a file is read within one.
  let deadline: ContinuousClock.Instant
  private(set) var isTooLarge = false
  private(set) var isLate = false

  private let handle: UnsafeMutableRawPointer
  private let transfer: Transfer
  private var bytes = [UInt8]()
  /// How many bytes have come.
  private var count = 0
  private var announced: Int64?
  private let answers = AnswerLog()
  private let message = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var lists = [UnsafeMutablePointer<curl_slist>]()
  private var upload: [UInt8] = []
  private var uploaded = 0

  init(handle: UnsafeMutableRawPointer, _ transfer: Transfer) {
    self.handle = handle
    self.transfer = transfer
    deadline = .now + transfer.timeout
    message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    for list in lists { curl_slist_free_all(list) }
    message.deallocate()
  }

  /// Sets every option; what libcurl refuses, if anything.
  func configure() -> CURLcode? {
    let context = Unmanaged.passUnretained(self).toOpaque()
    var options = Options(handle)
    options.setCommon(url: transfer.url, scheme: transfer.scheme.rawValue, timeout: transfer.timeout)
    options.set(CURLOPT_BUFFERSIZE, 64 * 1024)
    options.keep(ccurl_set_write(handle, receiveBytes, context))
    options.keep(ccurl_set_progress(handle, lookUp, context))
    if let range = transfer.range {
      options.set(CURLOPT_RANGE, "\(range.lowerBound)-\(range.upperBound - 1)")
    }
    if transfer.scheme != .file { setServer(&options) }
    setAction(&options, context)
    return options.failure
  }

  private func setServer(_ options: inout Options) {
    options.keep(ccurl_set_error_buffer(handle, message))
    options.keep(
      ccurl_set_header(handle, AnswerLog.callback, Unmanaged.passUnretained(answers).toOpaque()))
    options.setTLS(caFile: transfer.caFile)
    options.set(CURLOPT_CERTINFO, 1)
    options.setKeepAlive()
    if let login = transfer.login { options.setLogin(login) }
    switch transfer.scheme {
    case .ftp, .ftps:
      options.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
      // Paths are given whole, from where the login puts us: a kept connection then means the same to every transfer.
      options.set(CURLOPT_FTP_FILEMETHOD, Int(CURLFTPMETHOD_NOCWD.rawValue))
    case .smtp, .smtps: options.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
    case .sftp:
      switch transfer.hostKeys {
      case .file(let path): options.set(CURLOPT_SSH_KNOWNHOSTS, path)
      case .fingerprint: options.set(CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, transfer.hostKeys?.pin ?? "")
      case nil: options.keep(CURLE_PEER_FAILED_VERIFICATION)
      }
      // What the server's own mask leaves of these: nothing for others than owner and group.
      options.set(CURLOPT_NEW_FILE_PERMS, 0o640)
      options.set(CURLOPT_NEW_DIRECTORY_PERMS, 0o750)
    case .https, .file: break
    }
  }

  private func setAction(_ options: inout Options, _ context: UnsafeMutableRawPointer) {
    switch transfer.action {
    case .read:
      if transfer.scheme.isSSH || transfer.scheme.isFTP { options.set(CURLOPT_FILETIME, 1) }
    case .list(let facts): if facts { options.set(CURLOPT_CUSTOMREQUEST, "MLSD") }
    case .status:
      options.set(CURLOPT_NOBODY, 1)
      options.set(CURLOPT_FILETIME, 1)
    case .write(let content):
      options.set(CURLOPT_APPEND, 1)
      setUpload(content, &options, context)
    case .commands(let commands):
      options.set(CURLOPT_NOBODY, 1)
      options.keep(setList(CURLOPT_QUOTE, commands))
    case .post(let body, let type):
      options.set(CURLOPT_POST, 1)
      options.keep(
        setList(
          CURLOPT_HTTPHEADER, [Array("Content-Type: \(type)".utf8), Array("Accept: application/json".utf8)]))
      // The body outlives the transfer, which holds it.
      options.keep(body.withBytes { ccurl_set_post(handle, $0.baseAddress, curl_off_t($0.count)) })
    case .mail(let envelope, let message):
      options.set(CURLOPT_MAIL_FROM, "<\(envelope.sender)>")
      options.keep(setList(CURLOPT_MAIL_RCPT, envelope.recipients.map { Array("<\($0)>".utf8) }))
      setUpload(MailEnvelope.withLineEnds(message), &options, context)
    }
  }

  private func setUpload(_ content: [UInt8], _ options: inout Options, _ context: UnsafeMutableRawPointer) {
    upload = content
    options.set(CURLOPT_UPLOAD, 1)
    options.keep(ccurl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(upload.count)))
    options.keep(ccurl_set_read(handle, supplyBytes, context))
  }

  private func setList(_ option: CURLoption, _ lines: [[UInt8]]) -> CURLcode {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      let longer = (line + [0]).withUnsafeBytes {
        curl_slist_append(list, $0.bindMemory(to: CChar.self).baseAddress)
      }
      guard let longer else {
        curl_slist_free_all(list)
        return CURLE_OUT_OF_MEMORY
      }
      list = longer
    }
    if let list { lists.append(list) }
    return ccurl_set_list(handle, option, list)
  }

  // MARK: What came of it

  func error(_ code: CURLcode) -> CurlError {
    CurlError(code, of: transfer, handle, answers: answers.lines, message: String(cString: message))
  }

  var response: Response {
    var response = Response(bytes: bytes, size: announced)
    var status = 0
    if transfer.scheme != .file, ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK,
      status > 0
    {
      response.status = status
    }
    if transfer.action == .status {
      var size: curl_off_t = -1
      let code = ccurl_get_offset(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size)
      response.size = code == CURLE_OK && size >= 0 ? Int64(size) : nil
    }
    if transfer.scheme != .file { response.certificate = PeerCertificate(of: handle) }
    var seconds: curl_off_t = 0
    if transfer.scheme == .https, ccurl_get_offset(handle, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK,
      seconds > 0
    {
      response.retryAfter = .seconds(Int64(seconds))
    }
    var time: curl_off_t = -1
    if transfer.scheme.isSSH || transfer.scheme.isFTP,
      ccurl_get_offset(handle, CURLINFO_FILETIME_T, &time) == CURLE_OK, time >= 0
    {
      response.modified = Int64(time)
    }
    return response
  }

  // MARK: Called by libcurl

  /// Whether the bytes were taken in.
  fileprivate func take(_ chunk: UnsafeRawBufferPointer) -> Bool {
    // libcurl puts what an FTP server told into words of HTTP; the numbers are asked for afterwards.
    if transfer.action == .status { return true }
    if announced == nil, count == 0 {
      var size: curl_off_t = -1
      if ccurl_get_offset(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size) == CURLE_OK, size >= 0 {
        announced = Int64(size)
        // What is known to be too large is refused at its first byte, and memory is asked for once.
        if size <= transfer.limit, transfer.sink == nil { bytes.reserveCapacity(Int(size)) }
      }
    }
    guard count + chunk.count <= transfer.limit, (announced ?? 0) <= Int64(transfer.limit) else {
      isTooLarge = true
      return false
    }
    count += chunk.count
    guard let sink = transfer.sink else {
      bytes.append(contentsOf: chunk)
      return true
    }
    return Self.write(chunk, to: sink)
  }

  /// False where the disk is full, or the like: libcurl then ends with CURLE_WRITE_ERROR.
  private static func write(_ chunk: UnsafeRawBufferPointer, to file: Int32) -> Bool {
    var rest = chunk
    while !rest.isEmpty {
      let count = Glibc.write(file, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }

  fileprivate func supply(_ room: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(room.count, upload.count - uploaded)
    upload.withUnsafeBytes {
      room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[uploaded..<(uploaded + count)]))
    }
    uploaded += count
    return count
  }

  fileprivate func mayContinue() -> Bool {
    if Task.isCancelled { return false }
    isLate = ContinuousClock.now > deadline
    return !isLate
  }
}

/// libcurl's CURLOPT_WRITEFUNCTION: anything but the number of bytes given ends the transfer.
private func receiveBytes(
  _ chunk: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let chunk, let context else { return 0 }
  let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
  return exchange.take(UnsafeRawBufferPointer(start: chunk, count: size * count)) ? size * count : -1
}

/// libcurl's CURLOPT_READFUNCTION: zero is the end.
private func supplyBytes(
  _ room: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let room, let context else { return 0 }
  let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
  return exchange.supply(UnsafeMutableRawBufferPointer(start: room, count: size * count))
}

/// libcurl's CURLOPT_XFERINFOFUNCTION, called on the thread and in the task that performs.
private func lookUp(
  _ context: UnsafeMutableRawPointer?, _ download: curl_off_t, _ downloaded: curl_off_t, _ upload: curl_off_t,
  _ uploaded: curl_off_t
) -> Int32 {
  guard let context else { return 0 }
  return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().mayContinue() ? 0 : 1
}
