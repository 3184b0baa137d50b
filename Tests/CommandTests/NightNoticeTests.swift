import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct NightNoticeTests {
  /// A program that keeps what it is given.
  private static let keeping = """
    folder=$(dirname "$0")
    printf '%s\\n' "$@" > "$folder/arguments"
    printf '%s' "$FURROW_SUBJECT" > "$folder/subject"
    printf '%s' "${FARM_HOOK-unset}" > "$folder/secret"
    cat > "$folder/body"
    """

  private func bench(_ notify: String, fields: String? = nil) throws -> NightBench {
    let bench = try NightBench()
    try bench.addProgram("mail/keep", Self.keeping)
    try bench.writeJob("notify: \(notify)", fields: fields)
    return bench
  }

  @Test func `a program gets subject and summary, without a shell`() throws {
    let bench = try bench("{mail: [mail/keep, -s, \"{subject}\", \"$(touch oops)\", \"a b\"]}")
    try bench.bench.addHealthy()
    try bench.addBroken()
    let ending = try bench.run()
    #expect(ending.code == 65)
    let subject = "furrow faults: 1 done, 1 failed"
    #expect(try bench.text("mail/subject") == subject)
    #expect(try bench.text("mail/arguments") == "-s\n\(subject)\n$(touch oops)\na b\n")
    let body = try bench.text("mail/body")
    #expect(body.contains("\nFailed\n  broken: "), "\(body)")
    #expect(body.contains("flights/broken.tif"), "\(body)")
    #expect(body.contains("\nDone\n  healthy, "), "\(body)")
    #expect(body.contains(bench.path("results/healthy/report.html")), "\(body)")
  }

  @Test func `the summary names the field with most weeds and the largest change`() throws {
    let bench = try bench("{mail: [mail/keep]}", fields: "{file: fields.gpkg}")
    try bench.addWeedy("farm-2026-05-04.tif", upTo: 30)
    try bench.addWeedy("farm-2026-05-11.tif", upTo: 80)
    try bench.bench.writeFields([("west", 0...40, 0...100), ("east", 50...100, 0...100)])
    let ending = try bench.run()
    #expect(ending.code == 0, "\(ending.errors)")
    let body = try bench.text("mail/body")
    let share = { (flight: String, field: String) throws -> String in
      let value = try bench.bench.value(
        """
        SELECT printf('%.2f', 100 * sum(class_area.fraction)) FROM class_area
        JOIN field ON field.id = field_key JOIN class ON class.run_id = class_area.run_id
          AND class.code = class_area.code AND class_group = 'weed'
        JOIN v_runs ON v_runs.run_id = class_area.run_id
        WHERE flight = '\(flight)' AND field.field_id = '\(field)'
        """)
      return "\(value) %"
    }
    let (first, last) = ("farm-2026-05-04", "farm-2026-05-11")
    #expect(body.contains("weed: most in field west, \(try share(first, "west")) ("), "\(body)")
    #expect(body.contains("weed: most in field west, \(try share(last, "west")) ("), "\(body)")
    let east = "\(try share(first, "east")) to \(try share(last, "east"))"
    #expect(
      body.contains("largest change since 2026-05-04: weed in field east, \(east)"), "\(body)")
  }

  @Test(arguments: [
    ("{mail: [mail/none]}", "there is no program 'mail/none'"),
    ("{mail: [furrow-no-such-mailer]}", "on the search path"),
    ("{mail: [\"false\"]}", "'false': it ended with code 1"),
    ("{webhook: {url_environment: FARM_HOOK}}", "there is no environment variable FARM_HOOK"),
    ("{webhook: {url_file: none}}", "the URL's file 'none' cannot be read"),
    ("{webhook: {url_file: job.yaml}}", "what should be a URL is none"),
    ("{webhook: \"http://127.0.0.1:1/secret\"}", "the server cannot be reached"),
  ]) func `what cannot be sent is said and changes nothing`(notify: String, words: String) throws {
    let bench = try bench(notify)
    try bench.bench.addHealthy()
    let ending = try bench.run()
    #expect(ending.code == 0)
    #expect(ending.sentences.count == 1, "\(ending.errors)")
    #expect(ending.errors.contains("the summary was not sent"), "\(ending.errors)")
    #expect(ending.errors.contains(words) && !ending.errors.contains("secret"), "\(ending.errors)")
    try bench.bench.expectHealthy()
  }

  @Test(.enabled(if: Oracle.python != nil))
  func `a webhook gets the summary, after two failures too, and its address is nowhere`() throws {
    let bench = try bench("{mail: [mail/keep], webhook: {url_environment: FARM_HOOK}}")
    try bench.bench.addHealthy("farm-2026-05-04.tif")
    try bench.addBroken()
    let hook = try Hook([500, 503, 204], in: bench)
    let secret = "hook-8f1c2d"
    let ending = try bench.run(
      ["--log-file", bench.path("log")], environment: ["FARM_HOOK": "\(hook.address)/\(secret)?key=\(secret)"]
    )
    #expect(ending.code == 65 && ending.sentences.count == 1, "\(ending.errors)")
    let requests = try hook.requests()
    #expect(requests.compactMap { $0["status"] as? Int } == [500, 503, 204])
    let last = try #require(requests.last)
    #expect(last["path"] as? String == "/\(secret)?key=\(secret)")
    #expect(last["type"] as? String == "application/json")
    let body = try #require(last["body"] as? [String: Any])
    #expect(body["subject"] as? String == "furrow faults: 1 done, 1 failed")
    #expect(body["exit_code"] as? Int == 65)
    #expect(body["text"] as? String == (try bench.text("mail/body")))
    try bench.bench.write("body", JSONSerialization.data(withJSONObject: body))
    #expect(try bench.faults(of: "body", schema: "summary.schema.json").errors == [])
    #expect(try bench.text("mail/secret") == "unset")
    for text in [ending.output, ending.errors, try bench.text("log"), try bench.text("mail/body")] {
      #expect(!text.contains(secret))
    }
    for file in bench.bench.listing("results") where !file.hasSuffix("/") {
      guard let data = FileManager.default.contents(atPath: bench.path("results/\(file)")) else { continue }
      #expect(data.range(of: Data(secret.utf8)) == nil, "\(file)")
    }
  }

  @Test(arguments: [302, 404]) func `an answer that will not change is not asked for again`(status: Int)
    throws
  {
    let bench = try bench("{webhook: {url_file: hook-url}}")
    try bench.bench.addHealthy()
    let hook = try Hook([status], in: bench)
    try bench.bench.write("hook-url", "\(hook.address)/a\nmore\n".utf8)
    let ending = try bench.run()
    #expect(ending.code == 0)
    #expect(ending.errors.contains("the server answers with status \(status)"), "\(ending.errors)")
    #expect(try hook.requests().compactMap { $0["path"] as? String } == ["/a"])
  }

  @Test func `on failure nothing is sent after a good run`() throws {
    let bench = try bench("{when: failure, mail: [mail/keep]}")
    try bench.bench.addHealthy()
    #expect(try bench.run().code == 0)
    #expect(!bench.bench.exists("mail/body"))
    try bench.addBroken()
    #expect(try bench.run().code == 65)
    #expect(try bench.text("mail/subject") == "furrow faults: 1 failed")
  }

  @Test func `on change the same trouble is told once`() throws {
    let bench = try bench("{when: change, mail: [mail/keep]}")
    func told() throws -> Bool {
      defer { try? FileManager.default.removeItem(atPath: bench.path("mail/body")) }
      try bench.run()
      return bench.bench.exists("mail/body")
    }
    try bench.addBroken()
    #expect(try told(), "a new failure")
    #expect(try !told(), "the same failure")
    try bench.bench.addHealthy()
    #expect(try told(), "a flight done")
    #expect(try !told(), "nothing new")
    try FileManager.default.removeItem(atPath: bench.path("flights/broken.tif"))
    #expect(try told(), "the failure is gone")
    #expect(try !told(), "nothing new")
  }

  @Test func `SIGTERM ends a mailer that hangs, and nobody is left behind`() throws {
    let bench = try bench("{mail: [mail/hang]}")
    try bench.addProgram("mail/hang", "echo $$ > \"$(dirname \"$0\")/pid\"\nexec sleep 600")
    try bench.bench.addHealthy()
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench.bench)
    func mailer() -> Int32? {
      (try? bench.text("mail/pid")).flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    #expect(running.wait { mailer() != nil })
    running.send(SIGTERM)
    let ending = running.wait()
    #expect(ending.code == 0, "the run itself was done: \(ending.errors)")
    #expect(ending.errors.contains("the summary was not sent by mail"), "\(ending.errors)")
    #expect(kill(try #require(mailer()), 0) == -1 && errno == ESRCH)
    try bench.bench.expectHealthy()
  }

  @Test func `a run that SIGTERM stops is told of`() throws {
    let bench = try bench("{when: failure, mail: [mail/keep]}")
    try bench.addLong()
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench.bench)
    #expect(
      running.wait { bench.bench.listing("results/.furrow").contains { $0.contains("/strips/strip-") } })
    running.send(SIGTERM)
    #expect(running.wait().code == 143)
    #expect(try bench.text("mail/subject") == "furrow faults: 1 unfinished")
    #expect(try bench.text("mail/body").contains("stopped by SIGTERM; the same command goes on from here"))
  }
}
