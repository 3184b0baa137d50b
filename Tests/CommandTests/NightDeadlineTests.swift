import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct NightDeadlineTests {
  private func sealedCount(_ bench: NightBench) -> Int {
    bench.bench.listing("results/.furrow").count {
      $0.contains("/strips/strip-") && !$0.hasSuffix(".partial")
    }
  }

  @Test func `a run stops after the strip at hand, says so and goes on when called again`() throws {
    let bench = try NightBench()
    try bench.addLong("a.tif")
    try bench.bench.addHealthy("z.tif")
    try bench.writeJob("until: +4s")
    let begin = ContinuousClock.now
    let running = try RunningFurrow(
      ["run", bench.path("job.yaml"), "--log-file", bench.path("log")], in: bench.bench)
    #expect(running.wait { sealedCount(bench) >= 3 })
    running.send(SIGSTOP)
    let sealed = sealedCount(bench)
    while ContinuousClock.now < begin + .seconds(5) { usleep(10_000) }
    running.send(SIGCONT)
    let ending = running.wait()
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.sentences.count == 1, "\(ending.errors)")
    #expect(ending.sentences.first?.contains("as the deadline says") == true, "\(ending.errors)")
    #expect(sealedCount(bench) >= sealed && sealedCount(bench) < 24, "it stops between strips")
    #expect(
      !bench.bench.exists("results/a") && !bench.bench.exists("results/z"), "no flight is begun after it")
    let events = try bench.events("log")
    #expect(events.contains { $0["event"] as? String == "flight.stopped" })
    #expect(events.last?["cause"] as? String == "deadline")
    try bench.writeJob()
    #expect(try bench.run().code == 0)
    #expect(bench.bench.exists("results/a/mask.tif") && bench.bench.exists("results/z/mask.tif"))
  }

  @Test func `a run that waits for another stops at its deadline`() throws {
    let bench = try NightBench()
    try bench.bench.addHealthy()
    try bench.writeJob("until: \"06:00\"")
    let holder = try LockHolder(bench.bench, flight: "healthy")
    let ending = try bench.run(["--until", "+1s"])
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.errors.contains("waiting for") && ending.errors.contains("as the deadline says"))
    holder.release()
  }

  @Test func `a deadline that does not come changes nothing`() throws {
    let bench = try NightBench()
    try bench.bench.addHealthy()
    try bench.writeJob("until: +23h")
    #expect(try bench.run().code == 0)
    #expect(try bench.bench.bytes("results/healthy/mask.tif") == Healthy.shared.get().mask)
  }

  @Test(arguments: ["6:00", "24:00", "tomorrow", "+1d"]) func `what is no time is refused`(time: String)
    throws
  {
    let bench = try NightBench()
    try bench.writeJob("until: \"\(time)\"")
    #expect(try bench.run(["--until", time]).code == 64)
    let ending = try bench.run()
    #expect(ending.code == 65 && ending.errors.contains("until"), "\(ending.errors)")
  }

  @Test func `a run that finds another of its job at work does nothing where it is told so`() throws {
    let bench = try NightBench()
    try bench.addLong()
    try bench.writeJob()
    let first = try RunningFurrow(["run", bench.path("job.yaml"), "--unless-running"], in: bench.bench)
    #expect(first.wait { sealedCount(bench) >= 1 })
    first.send(SIGSTOP)
    let second = try bench.run(["--unless-running", "--log-file", bench.path("log")])
    first.send(SIGCONT)
    #expect(second.code == 0, "\(second.errors)")
    #expect(second.output == "nothing to do: another run of the job 'faults' is at work\n")
    #expect(second.errors.isEmpty)
    #expect(try bench.events("log").compactMap { $0["event"] as? String } == ["run.skipped"])
    #expect(first.wait().code == 0)
    #expect(try bench.run(["--unless-running"]).output.contains("already done"), "the turn is free again")
  }

  @Test func `a working folder that is a link is not followed`() throws {
    let bench = try NightBench()
    try bench.bench.addHealthy()
    try bench.writeJob()
    try FileManager.default.createDirectory(
      atPath: bench.path("elsewhere"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: bench.path("results"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: bench.path("results/.furrow"), withDestinationPath: bench.path("elsewhere"))
    for arguments in [[], ["--unless-running"]] {
      let ending = try bench.run(arguments)
      #expect(ending.code == 65, "\(ending.errors)")
      #expect(bench.bench.listing("elsewhere").isEmpty)
    }
  }
}
