import Documents

ExtractorChild.main()
