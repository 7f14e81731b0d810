#pragma once

#include "Folders.h"
#include "Memory.h"
#include "Sandbox.h"
