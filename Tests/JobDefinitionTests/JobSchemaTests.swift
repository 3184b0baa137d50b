import Foundation
import Testing
import Yams

@testable import JobDefinition

@Suite struct JobSchemaTests {
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func schema() throws -> CanonicalJSON {
    let text = try String(
      contentsOf: repository.appending(path: "schemas/job.schema.json"), encoding: .utf8)
    return CanonicalJSON(try #require(try Yams.compose(yaml: text)))
  }

  /// The properties of every object in the schema by their place in a job.
  ///
  /// - Parameter definitions: What the schema's references name.
  static func sections(
    of schema: CanonicalJSON, at pointer: String = "", definitions: [String: CanonicalJSON]
  ) -> [String: [String]] {
    if case .text(let reference) = schema["$ref"],
      let definition = definitions[reference.replacing("#/$defs/", with: "")]
    {
      return sections(of: definition, at: pointer, definitions: definitions)
    }
    var found: [String: [String]] = [:]
    if let properties = schema["properties"]?.members {
      found[pointer] = properties.keys.sorted()
      for (key, value) in properties {
        found.merge(sections(of: value, at: "\(pointer)/\(key)", definitions: definitions)) { first, _ in
          first
        }
      }
    }
    if let items = schema["items"] {
      found.merge(sections(of: items, at: pointer + "/-", definitions: definitions)) { first, _ in first }
    }
    for branch in schema["oneOf"]?.elements ?? [] {
      found.merge(sections(of: branch, at: pointer, definitions: definitions)) { first, _ in first }
    }
    return found
  }

  @Test func `schema and decoder know the same keys`() throws {
    let known = Dictionary(uniqueKeysWithValues: JobSection.allCases.map { ($0.rawValue, $0.keys.sorted()) })
    let schema = try Self.schema()
    #expect(Self.sections(of: schema, definitions: schema["$defs"]?.members ?? [:]) == known)
  }

  @Test func `every object is closed and every key described`() throws {
    func check(_ schema: CanonicalJSON, _ pointer: String) {
      if let properties = schema["properties"]?.members {
        #expect(schema["additionalProperties"]?.written == "false", "\(pointer)")
        for (key, value) in properties {
          #expect((value["description"]?.written.count ?? 0) > 10, "\(pointer)/\(key)")
        }
      }
      for (key, value) in schema.members ?? [:] where key != "if" { check(value, "\(pointer)/\(key)") }
      for value in schema.elements ?? [] { check(value, pointer) }
    }
    check(try Self.schema(), "")
  }

  @Test func `the jobs to try are many and the right ones are read`() throws {
    for text in try JobVariants.right() { #expect(throws: Never.self) { try JobVariants.decode(text) } }
    let renamed = try JobVariants.renamed()
    #expect(renamed.count > 150)
    for (text, key) in renamed {
      let error = #expect(throws: InvalidJob.self) { try JobVariants.decode(text) }
      #expect(error?.errors.contains { $0.suggestion == key } == true, "\(key)")
    }
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["FURROW_ORACLE_PYTHON"] != nil))
  func `schema and decoder accept and refuse the same jobs`() throws {
    let jobs = try JobVariants.right() + JobVariants.renamed().map(\.text) + JobVariants.changed()
    let verdicts = try JobOracle.verdicts(on: jobs, schema: Self.schema().written)
    try #require(verdicts.count == jobs.count)
    #expect(verdicts.contains(true) && verdicts.contains(false))
    let disputed = zip(jobs, verdicts).filter { job, isAccepted in
      isAccepted != ((try? JobVariants.decode(job)) != nil)
    }
    #expect(disputed.isEmpty, "the schema \(disputed.first?.1 == true ? "accepts" : "refuses") the first")
  }
}

/// Asks the Python package jsonschema, which others wrote.
enum JobOracle {
  static let script = """
    import json, sys
    from jsonschema import Draft202012Validator
    schema, jobs = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    print(json.dumps([validator.is_valid(job) for job in jobs]))
    """

  static func verdicts(on jobs: [String], schema: String) throws -> [Bool] {
    let python = try #require(ProcessInfo.processInfo.environment["FURROW_ORACLE_PYTHON"])
    let input = FileManager.default.temporaryDirectory.appending(path: "jobs-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: input) }
    try "[\(schema),[\(jobs.joined(separator: ","))]]".write(to: input, atomically: true, encoding: .utf8)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", script, input.path()]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try JSONDecoder().decode([Bool].self, from: data)
  }
}
