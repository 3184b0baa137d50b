extension JobReader {
  /// What concerns runs without anybody watching.
  func readNight(into job: inout Job) {
    job.until = section["until"].flatMap(stopTime)
    job.metrics = section["metrics"].flatMap(localPath)
    job.notification = section["notify"].flatMap(notification)
  }

  private func stopTime(_ value: JobValue) -> StopTime? {
    guard let text = value.text() else { return nil }
    if let time = StopTime(text) { return time }
    value.fail("\(value.summary) is not a time of day such as '06:00', nor a duration such as '+6h'")
    return nil
  }

  private func localPath(_ value: JobValue) -> JobPath? {
    guard let path = path(value) else { return nil }
    guard path.isRemote else { return path }
    value.fail("\(value.summary) is not a local file")
    return nil
  }

  private func notification(_ value: JobValue) -> NotificationSelection? {
    guard let section = value.section(.notify) else { return nil }
    var notification = NotificationSelection()
    if let occasion = section["when"]?.choice(of: NotificationSelection.Occasion.self) {
      notification.occasion = occasion
    }
    notification.mail = section["mail"]?.list(atLeast: 1).compactMap { $0.text() } ?? []
    notification.webhook = section["webhook"].flatMap(address)
    if section["mail"] == nil, section["webhook"] == nil { value.fail("key 'mail' or 'webhook' is missing") }
    return notification
  }

  private func address(_ value: JobValue) -> NotificationSelection.Address? {
    if case .text = value.scalar { return url(value) }
    guard let section = value.section(.webhook) else { return nil }
    switch (section["url_file"], section["url_environment"]) {
    case (let file?, nil): return localPath(file).map { .file($0) }
    case (nil, let name?): return variable(name).map { .environment($0) }
    default: value.fail("a webhook is a URL, or has either 'url_file' or 'url_environment'")
    }
    return nil
  }

  private func url(_ value: JobValue) -> NotificationSelection.Address? {
    guard let text = value.text() else { return nil }
    if text.wholeMatch(of: /https?:\/\/[!-~]+/) != nil { return .url(text) }
    value.fail("the webhook is not a URL that begins with http:// or https://")
    return nil
  }

  private func variable(_ value: JobValue) -> String? {
    guard let text = value.text() else { return nil }
    if text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]{0,63}/) != nil { return text }
    value.fail("\(value.summary) is not the name of an environment variable")
    return nil
  }
}
