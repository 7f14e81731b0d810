/// A machine that lets no process filter its own system calls, as old kernels and some containers are: what comes after
/// these words of a command runs on it.
package enum WithoutSeccomp {
  package static let command = ["python3", "-c", script]

  /// A filter of its own (libseccomp through ctypes) refuses seccomp(2), and prctl(2) with PR_SET_SECCOMP.
  private static let script = """
    import ctypes, errno, os, sys
    class Compare(ctypes.Structure):
        _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    allow, refuse, equal, set_seccomp = 0x7fff0000, 0x00050000 | errno.EPERM, 4, 22
    rules = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(allow)))
    def number(name):
        return library.seccomp_syscall_resolve_name(name)
    first = Compare(0, equal, set_seccomp, 0)
    done = [
        library.seccomp_rule_add_array(rules, ctypes.c_uint32(refuse), number(b"seccomp"), 0, None),
        library.seccomp_rule_add_array(rules, ctypes.c_uint32(refuse), number(b"prctl"), 1, ctypes.byref(first)),
        library.seccomp_load(rules)]
    if any(done):
        sys.exit("no filter: %s" % done)
    os.execvp(sys.argv[1], sys.argv[1:])
    """
}
