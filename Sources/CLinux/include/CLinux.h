#pragma once

#include "Folders.h"
#include "Sandbox.h"
