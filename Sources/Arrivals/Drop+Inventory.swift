import Intake

extension Drop: Inventoried {
  /// Every file below the folder, `done/` and `refused/` with it; but not the reason files, which are our own.
  package func inventory() -> GivenArrivals {
    GivenFiles(name: name, run: "inventory", paths: [folder], leavesOut: { $0.hasSuffix(".reason.txt") })
      .arrivals(after: nil)
  }
}
