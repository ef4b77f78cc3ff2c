@main enum Armature { static func main() {} }
