import JobDefinition
import Testing

@Suite struct SlurmSectionTests {
  private func errors(_ section: String) -> [String] {
    JobErrorTests.errors(JobTexts.minimal + "\nslurm: \(section)\n")
  }

  @Test(arguments: ["30", "90:30", "2:30:00", "1-12", "1-02:30:00"])
  func `times that sbatch reads are taken`(time: String) {
    #expect(errors("{time: \"\(time)\"}") == [])
  }

  @Test(arguments: ["", "2h", "1:2:3:4", "-1", "1-", "30; rm -rf /", "UNLIMITED "])
  func `others are refused`(time: String) {
    #expect(errors("{time: \"\(time)\"}").count == 1)
  }

  @Test(arguments: [
    "x", "-p long", "--a b", "--array=1-3", "--arr=1", "--dep=x", "--wrap=id", "--wait", "--x=",
  ])
  func `options that are none or not the job's to give are refused`(option: String) {
    let found = errors("{options: [\"\(option)\"]}")
    #expect(found.count == 1 && found.first?.contains("/slurm/options/0") == true, "\(found)")
  }

  @Test func `an option of the program is named`() {
    #expect(
      errors("{reduce_options: [\"--depend=afterok:1\"]}").first?.contains("it needs '--dependency' itself")
        == true)
  }

  @Test(arguments: ["1A", "A=1", "A-B", "", "$(id)"])
  func `what is no variable is refused`(name: String) {
    #expect(errors("{environment: [\"\(name)\"]}").count == 1)
  }

  @Test func `nothing of it changes what a flight is done with`() throws {
    let plain = try JobDecoder.decode(text: JobTexts.minimal, path: "job.yaml")
    let clustered = try JobDecoder.decode(
      text: JobTexts.minimal + "\nengine: slurm\nslurm: {partition: long, cpus: 4}\n", path: "job.yaml")
    #expect(plain.parametersJSON == clustered.parametersJSON)
    #expect(clustered.slurm.partition == "long" && clustered.slurm.requeueLimit == 3)
  }
}
